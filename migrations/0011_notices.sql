-- What a person is told. An event by key and parameters, never a sentence: it is put into words when it is read.
CREATE TABLE notices (
  id            ROW_ID,
  region        BIGINT NOT NULL,
  account_id    BIGINT NOT NULL,                      -- whom it tells
  org_id        BIGINT,                               -- told as an officer of this union; NULL: herself
  key           TEXT   NOT NULL,                      -- cases.approved, digest, …
  params_sealed TEXT   NOT NULL DEFAULT '',           -- may hold a name
  case_id       BIGINT,                               -- what it opens
  at_ms         BIGINT NOT NULL,
  read_at_ms    BIGINT
);
CREATE INDEX notices_by_account ON notices (account_id, id);
CREATE INDEX notices_unread ON notices (account_id, id) WHERE read_at_ms IS NULL;
CREATE INDEX notices_read ON notices (read_at_ms) WHERE read_at_ms IS NOT NULL;

-- What somebody chose; without a row it is as the defaults say.
CREATE TABLE notice_settings (
  account_id  BIGINT NOT NULL,
  texts       BIGINT NOT NULL DEFAULT 1,              -- beside the app; what must be told comes all the same
  digest_text BIGINT NOT NULL DEFAULT 0,              -- an officer's morning digest also as a text
  PRIMARY KEY (account_id)
) CLUSTERED;

-- For which event somebody got a text: at most one for each.
CREATE TABLE notice_texts (
  account_id BIGINT NOT NULL,
  event      BIGINT NOT NULL,
  at_ms      BIGINT NOT NULL,
  PRIMARY KEY (account_id, event)
) CLUSTERED;
CREATE INDEX notice_texts_by_time ON notice_texts (at_ms);

-- How far the morning's digest has come: up to which account. Written with the notices, so that a kill doubles none.
CREATE TABLE notice_digests (
  day           TEXT   NOT NULL,
  after_account BIGINT NOT NULL,
  done          BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (day)
) CLUSTERED;

-- Texts that were waiting before are sign-in codes: urgent, and harmless twice.
ALTER TABLE text_outbox ADD COLUMN urgent BIGINT NOT NULL DEFAULT 1;
ALTER TABLE text_outbox ADD COLUMN again BIGINT NOT NULL DEFAULT 1;
-- When it was last handed to the gateway and nobody knows whether it was taken.
ALTER TABLE text_outbox ADD COLUMN handed_at_ms BIGINT;
CREATE INDEX text_outbox_due ON text_outbox (urgent, next_try_ms) WHERE state = 'waiting';
