-- What was last said about the end of a union's term, and when. A new term begins a new row's content.
CREATE TABLE term_reminders (
  org_id   BIGINT NOT NULL,
  term_end TEXT   NOT NULL,                           -- ISO day
  state    TEXT   NOT NULL,                           -- due_soon, due, overdue, postponed
  told_on  TEXT   NOT NULL,
  PRIMARY KEY (org_id)
) CLUSTERED;
