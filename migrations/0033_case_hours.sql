-- A moment by the clock, where a task is given hours and not days; due_on is its day. Parties are joined by `helper`.
ALTER TABLE case_tasks ADD COLUMN due_at_ms BIGINT;
-- Who handed it over, and when: within a working day it may be given back.
ALTER TABLE case_tasks ADD COLUMN came_from BIGINT;
ALTER TABLE case_tasks ADD COLUMN came_at_ms BIGINT;
-- What an inbox filters by stands in its index.
DROP INDEX case_tasks_inbox;
CREATE INDEX case_tasks_inbox ON case_tasks (org_id, due_on, id, desk, type, state, due_at_ms) WHERE done_at_ms IS NULL;
