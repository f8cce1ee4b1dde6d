-- Years of the working calendar that came after the program: the notice's days as text (src/hall/calendar).
CREATE TABLE calendar_years (
  year   BIGINT NOT NULL,
  notice TEXT   NOT NULL,
  at_ms  BIGINT NOT NULL,
  PRIMARY KEY (year)
) CLUSTERED;

-- Whatever is asked of the union. What the form of a type holds stands in a table of its service's own.
CREATE TABLE cases (
  id           ROW_ID,
  region       BIGINT NOT NULL,
  version      BIGINT NOT NULL DEFAULT 1,
  type         TEXT   NOT NULL,                       -- joining, transfer, …
  rules        BIGINT NOT NULL,                       -- the version of the type's table that this case began with
  number       TEXT   NOT NULL,                       -- shown to people; drawn at random, so that it counts nothing
  org_id       BIGINT NOT NULL,                       -- the union that is asked
  state        TEXT   NOT NULL,
  outcome      TEXT   NOT NULL DEFAULT '',            -- granted, refused, withdrawn, lapsed; empty: open
  subject      TEXT   NOT NULL DEFAULT '',            -- one line for lists: a name
  discretion   TEXT   NOT NULL DEFAULT 'open',        -- open, nameless, hidden
  hidden_from  BIGINT,                                -- the org whose side must find no trace
  applicant    BIGINT,                                -- account; NULL: filled in for somebody without one
  person_id    BIGINT,                                -- NULL: not on record (yet)
  filed_by     BIGINT NOT NULL,                       -- account
  filed_at_ms  BIGINT NOT NULL,
  ended_at_ms  BIGINT,
  updated_at_ms BIGINT NOT NULL,
  CHECK ((outcome = '') = (ended_at_ms IS NULL))
);
CREATE UNIQUE INDEX cases_by_number ON cases (number, region);
CREATE INDEX cases_by_applicant ON cases (applicant, id);
CREATE INDEX cases_by_person ON cases (person_id, id);
CREATE INDEX cases_by_org ON cases (org_id, id);

-- Who holds a case: each open case has a task or two that are not done.
CREATE TABLE case_tasks (
  id           ROW_ID,
  region       BIGINT NOT NULL,
  case_id      BIGINT NOT NULL,
  type         TEXT   NOT NULL,                       -- the case's; lists are asked by them
  state        TEXT   NOT NULL,
  party        TEXT   NOT NULL,                       -- applicant, addressed, second, above
  org_id       BIGINT,                                -- who holds it now; NULL: the applicant
  first_org_id BIGINT,                                -- to whom it came first
  desk         TEXT   NOT NULL DEFAULT '',
  since_ms     BIGINT NOT NULL,
  days         BIGINT NOT NULL,
  counted      TEXT   NOT NULL,                       -- days, working_days
  due_on       TEXT   NOT NULL,                       -- the last day, inclusive
  provisional  BIGINT NOT NULL DEFAULT 0,             -- 1: a year on the way is not announced
  reminders    BIGINT NOT NULL DEFAULT 0,             -- how many of 50, 80 and 100 % have passed
  levels_up    BIGINT NOT NULL DEFAULT 0,             -- how often it went up because it was late
  next_at_ms   BIGINT NOT NULL,                       -- when the clock has something to do with it
  done_at_ms   BIGINT
);
CREATE INDEX case_tasks_inbox ON case_tasks (org_id, due_on, id) WHERE done_at_ms IS NULL;
CREATE INDEX case_tasks_by_case ON case_tasks (case_id, id);
CREATE INDEX case_tasks_clock ON case_tasks (next_at_ms, id) WHERE done_at_ms IS NULL;
CREATE INDEX case_tasks_provisional ON case_tasks (id) WHERE done_at_ms IS NULL AND provisional = 1;

-- The track: what happened, by key; a note is what somebody wrote.
CREATE TABLE case_events (
  id         ROW_ID,
  region     BIGINT NOT NULL,
  case_id    BIGINT NOT NULL,
  at_ms      BIGINT NOT NULL,
  key        TEXT   NOT NULL,                         -- filed, a step's word, comment, handed_over, escalated, …
  party      TEXT   NOT NULL,                         -- whose hand: applicant, addressed, second, above, clock
  by_account BIGINT,
  org_id     BIGINT,                                  -- whose hand, or to whom it went
  state      TEXT   NOT NULL,                         -- after it
  audience   TEXT   NOT NULL DEFAULT 'all',           -- all, inside
  note       TEXT   NOT NULL DEFAULT ''
);
CREATE INDEX case_events_by_case ON case_events (case_id, id);
