-- What an officer knows beside what she has. The newest is asked for; the others are kept so that none of them comes back.
CREATE TABLE passwords (
  account_id BIGINT NOT NULL,
  number     BIGINT NOT NULL,                         -- 1, 2, …; gone once five newer ones are there
  hash       TEXT   NOT NULL,                         -- Argon2id, with its salt and cost
  set_at_ms  BIGINT NOT NULL,
  PRIMARY KEY (account_id, number)
) CLUSTERED;
-- What opens the desk once in place of a lost authenticator; as keyed digests.
CREATE TABLE recovery_codes (
  account_id BIGINT NOT NULL,
  digest     TEXT   NOT NULL,
  key_no     BIGINT NOT NULL,                         -- a digest cannot be made anew: its key stays until it is used or renewed
  used_at_ms BIGINT,
  PRIMARY KEY (account_id, digest)
) CLUSTERED;
-- How often an officer was not believed lately, by authenticator, recovery code and password together.
CREATE TABLE lockouts (
  account_id    BIGINT NOT NULL,
  failures      BIGINT NOT NULL,
  first_at_ms   BIGINT NOT NULL,
  shut_until_ms BIGINT,                               -- NULL: not shut out yet
  PRIMARY KEY (account_id)
) CLUSTERED;
-- A recovery code was used: she enrols anew.
ALTER TABLE second_factors ADD COLUMN recovered_at_ms BIGINT;
-- Why no role is in force here any more, where she did not end it here herself: elsewhere.
ALTER TABLE sessions ADD COLUMN officer_ended TEXT NOT NULL DEFAULT '';
-- Whether the role in force was begun by a recovery code, which nothing was done with since.
ALTER TABLE sessions ADD COLUMN officer_recovered BIGINT NOT NULL DEFAULT 0;

-- A role that was given until a day ends by itself.
CREATE INDEX roles_that_end ON roles (ends_at_ms) WHERE ends_at_ms IS NOT NULL AND until_ms IS NULL;
-- The system administrator finds an account by its whole name.
CREATE INDEX accounts_by_name ON accounts (name);
-- The trail of one person.
CREATE INDEX audit_events_by_actor ON audit_events (actor, id);
