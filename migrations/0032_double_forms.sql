-- Two records that an officer takes for one person and may not join herself; its id is the case's.
CREATE TABLE double_forms (
  id           ROW_ID,
  region       BIGINT NOT NULL,
  member_one   BIGINT NOT NULL,                       -- as she saw them
  member_other BIGINT NOT NULL,
  person_one   BIGINT NOT NULL,                       -- whose they were then
  person_other BIGINT NOT NULL,
  at_ms        BIGINT NOT NULL
);
CREATE INDEX double_forms_by_person_one ON double_forms (person_one);
CREATE INDEX double_forms_by_person_other ON double_forms (person_other);
