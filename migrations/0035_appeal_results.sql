-- The results of a month as they were published: bytes that never change again.
CREATE TABLE appeal_results (
  month        TEXT   NOT NULL,                       -- of filing, 2026-07, in Beijing
  csv          TEXT   NOT NULL,
  sha256       TEXT   NOT NULL,                       -- of the csv, as anybody can compute it
  frozen_at_ms BIGINT NOT NULL,
  checked_on   TEXT   NOT NULL,                       -- the day on which it was last compared with the appeals of now
  PRIMARY KEY (month)
) CLUSTERED;

-- What would be printed otherwise by now; the csv stays as it is.
CREATE TABLE appeal_result_corrections (
  month        TEXT   NOT NULL,
  county       TEXT   NOT NULL,
  category     TEXT   NOT NULL,
  figure       TEXT   NOT NULL,                       -- filed, answered, on_time, solved, rated, satisfied
  number       BIGINT NOT NULL,                       -- 1, 2, … of this figure
  printed      BIGINT NOT NULL,                       -- in the csv
  now_is       BIGINT NOT NULL,
  since        TEXT   NOT NULL,
  PRIMARY KEY (month, county, category, figure, number)
) CLUSTERED;

-- A few words about an appeal that was solved, published when the worker agrees.
CREATE TABLE appeal_stories (
  id             ROW_ID,                              -- the appeal's
  region         BIGINT NOT NULL,
  words          TEXT,                                -- NULL: she said no, or took it back
  state          TEXT   NOT NULL,                     -- proposed, published, declined, withdrawn
  proposed_by    BIGINT NOT NULL,
  proposed_at_ms BIGINT NOT NULL,
  answered_at_ms BIGINT,
  CHECK ((words IS NULL) = (state IN ('declined', 'withdrawn')))
);
CREATE INDEX appeal_stories_by_state ON appeal_stories (state, id);
