-- One file that somebody brings, from the choice of the file to its undoing. The file itself, its problems and its
-- before-images go after 30 days; the counts stay.
CREATE TABLE imports (
  id              ROW_ID,
  region          BIGINT NOT NULL,
  version         BIGINT NOT NULL DEFAULT 1,
  kind            TEXT   NOT NULL,                    -- members, orgs, officers
  name            TEXT   NOT NULL,                    -- the file's, as its owner calls it
  batch           TEXT   NOT NULL,                    -- what `undo` names; unique
  org_id          BIGINT NOT NULL,
  state           TEXT   NOT NULL,                    -- matching, checking, checked, waiting_confirmation, committing, committed, …
  by_account      BIGINT,                             -- NULL: the command line
  confirmer       BIGINT,                             -- asked to confirm
  confirmed_by    BIGINT,
  at_ms           BIGINT NOT NULL,
  file_path       TEXT   NOT NULL DEFAULT '',         -- the command line's: it stays where it is
  file_id         BIGINT,                             -- a desk's: kept sealed, for 30 days
  file_bytes      BIGINT NOT NULL,
  file_digest     TEXT   NOT NULL,                    -- SM3: goes on only with the same file
  department      TEXT   NOT NULL DEFAULT '',         -- who collected it, where not a union
  sheet           TEXT   NOT NULL DEFAULT '',
  header_row      BIGINT NOT NULL DEFAULT 0,
  columns_matched TEXT   NOT NULL DEFAULT '',         -- "name=0,id_number=7"
  header          TEXT   NOT NULL DEFAULT '',         -- what stands in the file's head, examples masked: JSON
  rows_total      BIGINT NOT NULL DEFAULT 0,
  rows_done       BIGINT NOT NULL DEFAULT 0,          -- rows of the file that are committed or refused for good
  rows_indexed    BIGINT NOT NULL DEFAULT 0,          -- of those, rows whose people can be found by phone and name
  count_new       BIGINT NOT NULL DEFAULT 0,
  count_changed   BIGINT NOT NULL DEFAULT 0,
  count_same      BIGINT NOT NULL DEFAULT 0,
  count_refused   BIGINT NOT NULL DEFAULT 0,
  count_doubtful  BIGINT NOT NULL DEFAULT 0,
  count_warnings  BIGINT NOT NULL DEFAULT 0,
  check_ms        BIGINT NOT NULL DEFAULT 0,
  source_id       BIGINT NOT NULL,
  first_id        BIGINT NOT NULL DEFAULT 0,          -- rows it made have ids from here …
  last_id         BIGINT NOT NULL DEFAULT 0,          -- … to here
  finished_at_ms  BIGINT,
  problem         TEXT   NOT NULL DEFAULT '',         -- why it failed: a text's key
  problem_params  TEXT   NOT NULL DEFAULT '',
  step_began_ms   BIGINT NOT NULL DEFAULT 0,          -- progress of the check and the undo, for whoever watches
  step_done       BIGINT NOT NULL DEFAULT 0,
  step_total      BIGINT NOT NULL DEFAULT 0,
  undone_restored BIGINT NOT NULL DEFAULT 0,
  undone_removed  BIGINT NOT NULL DEFAULT 0,
  undone_kept     BIGINT NOT NULL DEFAULT 0,
  holder          TEXT   NOT NULL DEFAULT '',         -- the process that works on it, until its lease ends
  leased_until_ms BIGINT NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX imports_by_batch ON imports (region, batch);
CREATE INDEX imports_by_org ON imports (org_id, id);
CREATE INDEX imports_at_work ON imports (leased_until_ms) WHERE state IN ('checking', 'committing', 'undoing');
CREATE TABLE import_problems (
  import_id BIGINT NOT NULL,
  row_no    BIGINT NOT NULL,                          -- as the spreadsheet numbers it
  column_no BIGINT NOT NULL,                          -- −1: the row
  code      TEXT   NOT NULL,
  outcome   TEXT   NOT NULL,                          -- refused, transfer_needed, doubtful, warning
  topic     TEXT   NOT NULL DEFAULT 'other',          -- id_number, union, date, other, double_or_transfer
  shown     TEXT   NOT NULL DEFAULT '',               -- masked
  params    TEXT   NOT NULL DEFAULT '',
  other_id  BIGINT,                                   -- the person, or the row, that it may be a double of
  row_key   TEXT   NOT NULL DEFAULT '',               -- of a suspected double: a keyed digest that names it again
  decision  TEXT   NOT NULL DEFAULT '',               -- same, different
  PRIMARY KEY (import_id, row_no, column_no, code)
) CLUSTERED;
-- What stood there before the import changed it (sealed), for the undo; afterwards, what the undo left alone.
CREATE TABLE import_changes (
  import_id     BIGINT NOT NULL,
  subject_kind  TEXT   NOT NULL,                      -- person, member, org
  subject_id    BIGINT NOT NULL,
  version_after BIGINT NOT NULL,
  before_sealed TEXT   NOT NULL,                      -- empty: it was made by the import
  kept          BIGINT NOT NULL DEFAULT 0,            -- 1: changed since by somebody else, so the undo left it
  PRIMARY KEY (import_id, subject_kind, subject_id)
) CLUSTERED;
