-- Somebody says from another phone than the collected one that a record is hers. Its id is the case's.
CREATE TABLE verification_forms (
  id            ROW_ID,
  region        BIGINT NOT NULL,
  person_id     BIGINT NOT NULL,
  code_mac      TEXT   NOT NULL,                      -- of the code sent to the collected phone; empty: it has none
  expires_at_ms BIGINT NOT NULL,
  tries         BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX verification_forms_by_person ON verification_forms (person_id);
