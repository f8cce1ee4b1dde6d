-- A desk's tasks apart from those of the other desks of its union.
CREATE INDEX case_tasks_desk ON case_tasks (org_id, desk, due_on, id, type, state, due_at_ms) WHERE done_at_ms IS NULL;
