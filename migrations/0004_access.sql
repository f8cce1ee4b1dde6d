-- An account is a person who signs in. A phone is a dated means of sign-in, not the account.
CREATE TABLE accounts (
  id            ROW_ID,
  region        BIGINT NOT NULL,
  person_id     BIGINT,                               -- the collected record, once it is known to be hers
  name          TEXT   NOT NULL DEFAULT '',
  language      TEXT   NOT NULL DEFAULT 'zh_cn',
  state         TEXT   NOT NULL DEFAULT 'active',     -- active, closed
  created_at_ms BIGINT NOT NULL
);
CREATE INDEX accounts_by_person ON accounts (person_id);
CREATE TABLE account_phones (
  id           ROW_ID,
  region       BIGINT NOT NULL,
  account_id   BIGINT NOT NULL,
  key_no       BIGINT NOT NULL,
  digest       TEXT   NOT NULL,
  phone_sealed TEXT   NOT NULL,
  since_ms     BIGINT NOT NULL,
  proved_at_ms BIGINT,                                -- when a code sent to it was last used; NULL: never
  until_ms     BIGINT                                 -- NULL: still hers
);
CREATE INDEX account_phones_by_digest ON account_phones (digest, key_no);
CREATE INDEX account_phones_by_account ON account_phones (account_id);

-- A text-message code: single use, short-lived, stored as a keyed digest.
CREATE TABLE sign_in_codes (
  phone_digest  TEXT   NOT NULL,
  code_mac      TEXT   NOT NULL,
  expires_at_ms BIGINT NOT NULL,
  tries         BIGINT NOT NULL DEFAULT 0,
  used          BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (phone_digest)
) CLUSTERED;
-- How often something was tried in a window of time: sign-in codes, exact look-ups, reveals.
CREATE TABLE rate_counts (
  bucket     TEXT   NOT NULL,                         -- what and whose, by digest or id
  ends_at_ms BIGINT NOT NULL,                         -- the window's end
  count      BIGINT NOT NULL,
  PRIMARY KEY (bucket, ends_at_ms)
) CLUSTERED;
CREATE INDEX rate_counts_by_end ON rate_counts (ends_at_ms);
CREATE TABLE sessions (
  id              ROW_ID,
  region          BIGINT NOT NULL,
  token_digest    TEXT   NOT NULL,
  account_id      BIGINT NOT NULL,
  means           TEXT   NOT NULL,                    -- cookie, bearer
  device          TEXT   NOT NULL DEFAULT '',
  signed_in_at_ms BIGINT NOT NULL,
  last_seen_ms    BIGINT NOT NULL,
  expires_at_ms   BIGINT NOT NULL,
  officer_role_id  BIGINT,                            -- the role in force after the second factor
  officer_until_ms BIGINT
);
CREATE UNIQUE INDEX sessions_by_token ON sessions (token_digest, region);
CREATE INDEX sessions_by_account ON sessions (account_id);
CREATE INDEX sessions_by_end ON sessions (expires_at_ms);
CREATE TABLE second_factors (
  account_id    BIGINT NOT NULL,
  secret_sealed TEXT   NOT NULL,
  last_step     BIGINT NOT NULL DEFAULT 0,            -- a code is accepted once
  enrolled_at_ms BIGINT NOT NULL,
  PRIMARY KEY (account_id)
) CLUSTERED;

-- A role is (word, org, desk) and reaches the org's subtree.
CREATE TABLE roles (
  id         ROW_ID,
  region     BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  word       TEXT   NOT NULL,
  org_id     BIGINT NOT NULL,
  desk       TEXT   NOT NULL DEFAULT '',
  since_ms   BIGINT NOT NULL,
  until_ms   BIGINT,
  granted_by BIGINT
);
CREATE INDEX roles_by_account ON roles (account_id);
CREATE INDEX roles_by_org ON roles (org_id);
CREATE UNIQUE INDEX roles_once ON roles (region, account_id, word, org_id, desk) WHERE until_ms IS NULL;

-- A repeated POST gets its first answer. Kept 30 days.
CREATE TABLE idempotency_keys (
  account_id  BIGINT NOT NULL,
  key         TEXT   NOT NULL,
  route       TEXT   NOT NULL,
  body_digest TEXT   NOT NULL,
  new_id      BIGINT NOT NULL,
  at_ms       BIGINT NOT NULL,
  PRIMARY KEY (account_id, key)
) CLUSTERED;

-- Texts wait here until the gateway has them. Sealed: a text says who deals with the union.
CREATE TABLE text_outbox (
  id            ROW_ID,
  region        BIGINT NOT NULL,
  made_at_ms    BIGINT NOT NULL,
  to_sealed     TEXT   NOT NULL,
  template      TEXT   NOT NULL,
  params_sealed TEXT   NOT NULL,
  state         TEXT   NOT NULL DEFAULT 'waiting',    -- waiting, sent, failed
  tries         BIGINT NOT NULL DEFAULT 0,
  next_try_ms   BIGINT NOT NULL
);
CREATE INDEX text_outbox_waiting ON text_outbox (next_try_ms) WHERE state = 'waiting';
