-- Every change and every look at a person. Ids and digests only, so that a deletion breaks nothing.
CREATE TABLE audit_events (
  id           ROW_ID,
  region       BIGINT NOT NULL,
  at_ms        BIGINT NOT NULL,
  actor        BIGINT,                                -- account; NULL: the program itself
  role_id      BIGINT,
  what         TEXT   NOT NULL,                       -- look, reveal, change, import, sign_in, …
  subject_kind TEXT   NOT NULL,                       -- person, member, org, import, account, role, list
  subject_id   BIGINT NOT NULL,
  org_id       BIGINT,
  detail       TEXT   NOT NULL DEFAULT '',            -- a word or a digest, never a value
  request      TEXT   NOT NULL DEFAULT ''
);
CREATE INDEX audit_events_by_subject ON audit_events (subject_id, at_ms);
-- Looks are most of all events and pay for no second index.
CREATE INDEX audit_events_by_what ON audit_events (what, id) WHERE what <> 'look';
-- Events that wait to be sealed, written with them: a transaction that commits late is never passed over.
CREATE TABLE audit_unsealed (
  event_id BIGINT NOT NULL,
  PRIMARY KEY (event_id)
) CLUSTERED;
-- The chain that the sealer makes of committed events: digest = SM3(previous digest, moment, event).
CREATE TABLE audit_chain (
  position     BIGINT NOT NULL,
  event_id     BIGINT NOT NULL,
  sealed_at_ms BIGINT NOT NULL,
  digest       TEXT   NOT NULL,
  PRIMARY KEY (position)
) CLUSTERED;
CREATE UNIQUE INDEX audit_chain_by_event ON audit_chain (event_id);

-- A figure of an org counts its whole subtree.
CREATE TABLE figures (
  org_id BIGINT NOT NULL,
  figure TEXT   NOT NULL,
  value  BIGINT NOT NULL,
  PRIMARY KEY (org_id, figure)
) CLUSTERED;
-- What writes added and the folding has not yet carried up the tree.
CREATE TABLE figure_deltas (
  id     ROW_ID,
  region BIGINT NOT NULL,
  org_id BIGINT NOT NULL,
  figure TEXT   NOT NULL,
  delta  BIGINT NOT NULL
);
-- Whoever folds, moves or rebuilds figures changes this row first, so that these take turns on every engine.
CREATE TABLE figure_turns (
  name  TEXT   NOT NULL,
  taken BIGINT NOT NULL,
  PRIMARY KEY (name)
) CLUSTERED;
-- Background work that one process does at a time.
CREATE TABLE round_leases (
  name      TEXT   NOT NULL,
  holder    TEXT   NOT NULL,
  until_ms  BIGINT NOT NULL,
  PRIMARY KEY (name)
) CLUSTERED;
