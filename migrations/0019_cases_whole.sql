-- What was attached to a case: a picture, drawn anew, or a PDF. The content lies sealed in files; taken back, the row stays.
CREATE TABLE case_attachments (
  id             ROW_ID,
  region         BIGINT NOT NULL,
  case_id        BIGINT NOT NULL,
  file_id        BIGINT,                              -- NULL: taken back
  kind           TEXT   NOT NULL,                     -- jpeg, png, pdf
  party          TEXT   NOT NULL,
  by_account     BIGINT NOT NULL,
  audience       TEXT   NOT NULL,                     -- all, inside
  at_ms          BIGINT NOT NULL
);
CREATE INDEX case_attachments_by_case ON case_attachments (case_id, id);

-- What a hidden membership gave way to: the source of an enrolment by the union that must not know of it, and how it stood.
ALTER TABLE hidden_memberships ADD COLUMN gave_way_to BIGINT;
ALTER TABLE hidden_memberships ADD COLUMN status_before TEXT;
ALTER TABLE hidden_memberships ADD COLUMN changed_on_before TEXT;

-- A role may be lent for a time; it ends with it, or with the role that it was lent from.
ALTER TABLE roles ADD COLUMN lent_from BIGINT;
ALTER TABLE roles ADD COLUMN ends_at_ms BIGINT;
CREATE INDEX roles_lent ON roles (lent_from) WHERE lent_from IS NOT NULL AND until_ms IS NULL;

-- An officer who is away is stood in for (代办): somebody else gets her role from one day to another.
CREATE TABLE stand_ins (
  id            ROW_ID,
  region        BIGINT NOT NULL,
  role_id       BIGINT NOT NULL,                      -- whose turn it is otherwise
  away_account  BIGINT NOT NULL,
  account_id    BIGINT NOT NULL,                      -- who stands in
  from_ms       BIGINT NOT NULL,
  until_ms      BIGINT NOT NULL,
  given_role_id BIGINT,                               -- the role that she got, once it has begun
  said_at_ms    BIGINT NOT NULL,
  ended_at_ms   BIGINT
);
CREATE INDEX stand_ins_by_role ON stand_ins (role_id);
CREATE INDEX stand_ins_by_account ON stand_ins (account_id);
CREATE INDEX stand_ins_open ON stand_ins (until_ms) WHERE ended_at_ms IS NULL;
