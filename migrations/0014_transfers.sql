-- From which union to which. Its id is the case's.
CREATE TABLE transfer_forms (
  id            ROW_ID,
  region        BIGINT NOT NULL,
  person_id     BIGINT NOT NULL,
  member_id     BIGINT NOT NULL,                      -- the membership that ends
  org_from      BIGINT NOT NULL,
  started_by    TEXT   NOT NULL,                      -- member, old, new
  status_before TEXT   NOT NULL,                      -- active or retained: what it is again if nothing comes of it
  cause         TEXT   NOT NULL,                      -- 会籍变化原因
  new_member_id BIGINT,                               -- the membership that began
  at_ms         BIGINT NOT NULL
);

-- One open transfer a person. Held everywhere, hence without a region.
CREATE TABLE transfers_open (
  person_id BIGINT NOT NULL,
  case_id   BIGINT NOT NULL,
  PRIMARY KEY (person_id)
) CLUSTERED;
