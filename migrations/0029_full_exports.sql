-- Lists with whole numbers, each let out by a case. What was asked for; its id is the case's.
CREATE TABLE full_export_forms (
  id          ROW_ID,
  region      BIGINT NOT NULL,
  role_id     BIGINT NOT NULL,                        -- in which she asked
  org_id      BIGINT NOT NULL,                        -- whose list
  list_sealed TEXT   NOT NULL,                        -- filters may hold a name
  purpose     TEXT   NOT NULL,
  use_by      TEXT   NOT NULL,                        -- the day on which the copy is to be gone
  members     BIGINT NOT NULL,                        -- how many there were when she asked
  at_ms       BIGINT NOT NULL
);

-- What was made of it: whose numbers left the hall, and under which mark. Kept for good; the file goes after a day.
CREATE TABLE full_exports (
  id            ROW_ID,                               -- the case's
  region        BIGINT NOT NULL,
  export_id     BIGINT NOT NULL,                      -- member_exports
  account_id    BIGINT NOT NULL,
  role_id       BIGINT NOT NULL,
  org_id        BIGINT NOT NULL,
  number        TEXT   NOT NULL,                      -- the case's
  fields        TEXT   NOT NULL,                      -- which numbers are whole: id_number, phone
  purpose       TEXT   NOT NULL,
  use_by        TEXT   NOT NULL,
  mark          TEXT   NOT NULL,                      -- drawn; stands on every page of the copy
  at_ms         BIGINT NOT NULL,
  fetched_at_ms BIGINT                                -- once
);
CREATE INDEX full_exports_by_export ON full_exports (export_id);

-- Who stands in it, so that each of them can be told: ids in rising order, each as its distance from the one before, a thousand a row.
CREATE TABLE full_export_people (
  full_export_id BIGINT NOT NULL,
  first_person   BIGINT NOT NULL,
  last_person    BIGINT NOT NULL,
  distances      TEXT   NOT NULL,                     -- in decimal, a space between; from first_person on
  PRIMARY KEY (full_export_id, first_person)
) CLUSTERED;
