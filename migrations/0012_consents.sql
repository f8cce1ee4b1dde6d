-- Who agreed to what, and who took it back. Rows are added and never changed; the audit trail tells each too, and is chained.
CREATE TABLE consents (
  id         ROW_ID,
  region     BIGINT NOT NULL,
  account_id BIGINT,                                  -- whose; NULL where she has none and an officer filled in for her
  person_id  BIGINT,                                  -- once she is known to be a collected person
  kind       TEXT   NOT NULL,                         -- notice, id_number; words grow, so no CHECK
  version    BIGINT NOT NULL,
  given      BIGINT NOT NULL,                         -- 1: given; 0: withdrawn
  language   TEXT   NOT NULL,                         -- in which she read it
  digest     TEXT   NOT NULL,                         -- SM3 of that wording, hex
  channel    TEXT   NOT NULL,                         -- member_app, desk, link, paper
  by_account BIGINT,                                  -- who filled it in for her; NULL: herself
  at_ms      BIGINT NOT NULL,
  CHECK (account_id IS NOT NULL OR person_id IS NOT NULL),
  CHECK (by_account IS NOT NULL OR account_id IS NOT NULL)
);
CREATE INDEX consents_by_account ON consents (account_id, id);
CREATE INDEX consents_by_person ON consents (person_id, id);
