-- Appeals that somebody at the desk has tied together (关联): about the same thing, each answered by itself. The lower id comes first.
CREATE TABLE appeal_ties (
  one_id     BIGINT NOT NULL,
  other_id   BIGINT NOT NULL,
  region     BIGINT NOT NULL,
  by_account BIGINT NOT NULL,
  at_ms      BIGINT NOT NULL,
  PRIMARY KEY (one_id, other_id)
) CLUSTERED;
CREATE INDEX appeal_ties_by_other ON appeal_ties (other_id, one_id);
