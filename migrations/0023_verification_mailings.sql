-- Members of a union and those below are asked, by a link in a text message each, to verify their records.
CREATE TABLE verification_mailings (
  id            ROW_ID,
  region        BIGINT NOT NULL,
  version       BIGINT NOT NULL DEFAULT 1,
  org_id        BIGINT NOT NULL,
  state         TEXT   NOT NULL,                      -- preparing, ready, sending, paused, done, stopped
  address       TEXT   NOT NULL,                      -- the links begin with it
  key_no        BIGINT NOT NULL,                      -- of the key that the links are derived with; none of them is stored
  per_minute    BIGINT NOT NULL,
  made_by       BIGINT NOT NULL,
  at_ms         BIGINT NOT NULL,
  expires_at_ms BIGINT NOT NULL,
  after_path    TEXT   NOT NULL DEFAULT '',           -- how far preparing has come, in tree order
  after_key     TEXT   NOT NULL DEFAULT '',
  after_member  BIGINT NOT NULL DEFAULT 0,
  first_serial  BIGINT NOT NULL DEFAULT 1,            -- its links, one mailing prepared after the other
  last_serial   BIGINT NOT NULL DEFAULT 0,
  next_serial   BIGINT NOT NULL DEFAULT 1,            -- the first that is not sent yet
  paced_at_ms   BIGINT NOT NULL DEFAULT 0             -- up to here what its pace allows has been sent
);
CREATE INDEX verification_mailings_by_org ON verification_mailings (org_id, id);
CREATE INDEX verification_mailings_at_work ON verification_mailings (state, id) WHERE state IN ('preparing', 'sending');

-- A member's link. Its code is derived from the serial, the member and the mailing's key.
CREATE TABLE verification_links (
  serial     BIGINT NOT NULL,
  region     BIGINT NOT NULL,
  mailing_id BIGINT NOT NULL,
  member_id  BIGINT NOT NULL,
  org_id     BIGINT NOT NULL,                         -- her union when it was prepared
  state      TEXT   NOT NULL DEFAULT 'ready',         -- ready, sent, confirmed, corrected, locked, passed_over
  tries      BIGINT NOT NULL DEFAULT 0,               -- wrong ones
  at_ms      BIGINT NOT NULL DEFAULT 0,               -- of the state
  PRIMARY KEY (serial, region)
) CLUSTERED;

-- What came of a mailing in each union, counted as it happens.
CREATE TABLE verification_results (
  mailing_id    BIGINT NOT NULL,
  org_id        BIGINT NOT NULL,
  region        BIGINT NOT NULL,
  prepared      BIGINT NOT NULL DEFAULT 0,
  without_phone BIGINT NOT NULL DEFAULT 0,
  sent          BIGINT NOT NULL DEFAULT 0,
  confirmed     BIGINT NOT NULL DEFAULT 0,
  corrected     BIGINT NOT NULL DEFAULT 0,
  locked        BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (mailing_id, org_id, region)
) CLUSTERED;

-- What a member says is wrong in her record. Its id is the case's.
CREATE TABLE correction_forms (
  id           ROW_ID,
  region       BIGINT NOT NULL,
  person_id    BIGINT NOT NULL,
  member_id    BIGINT NOT NULL,
  method       TEXT   NOT NULL,                       -- sms, sign_in: how she was known
  words_sealed TEXT,
  at_ms        BIGINT NOT NULL
);
CREATE INDEX correction_forms_by_person ON correction_forms (person_id);
CREATE TABLE correction_fields (
  id           ROW_ID,
  region       BIGINT NOT NULL,
  form_id      BIGINT NOT NULL,
  field        TEXT   NOT NULL,
  value_sealed TEXT   NOT NULL
);
CREATE INDEX correction_fields_by_form ON correction_fields (form_id, id);
