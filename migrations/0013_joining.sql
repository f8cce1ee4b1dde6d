-- What somebody wrote who wants to join. Its id is the case's.
CREATE TABLE joining_forms (
  id           ROW_ID,
  region       BIGINT NOT NULL,
  name         TEXT   NOT NULL,
  id_type      TEXT   NOT NULL,
  id_sealed    TEXT   NOT NULL,
  phone_sealed TEXT   NOT NULL,
  sex          TEXT   NOT NULL,                       -- from the document, where it says so
  birth_month  BIGINT NOT NULL,
  category     TEXT   NOT NULL DEFAULT '',            -- occupation group of new-employment-form workers
  employer     TEXT   NOT NULL DEFAULT '',
  channel_id   BIGINT,                                -- by which code she came
  member_id    BIGINT,                                -- what it became
  at_ms        BIGINT NOT NULL
);
CREATE INDEX joining_forms_by_channel ON joining_forms (channel_id) WHERE channel_id IS NOT NULL;

-- One open application a document, whoever files it. Held everywhere, hence without a region.
CREATE TABLE joining_claims (
  kind    TEXT   NOT NULL,
  key_no  BIGINT NOT NULL,
  digest  TEXT   NOT NULL,
  case_id BIGINT NOT NULL,
  PRIMARY KEY (kind, key_no, digest)
) CLUSTERED;
CREATE INDEX joining_claims_by_case ON joining_claims (case_id);

-- Where the codes are that one joins by: (kind, name, union), and a code that one can type.
CREATE TABLE joining_channels (
  id       ROW_ID,
  region   BIGINT NOT NULL,
  code     TEXT   NOT NULL,
  kind     TEXT   NOT NULL,                           -- union, station, village, town, field_worker
  name     TEXT   NOT NULL,
  org_id   BIGINT NOT NULL,
  category TEXT   NOT NULL DEFAULT '',
  made_by  BIGINT NOT NULL,
  at_ms    BIGINT NOT NULL,
  closed_at_ms BIGINT
);
CREATE UNIQUE INDEX joining_channels_by_code ON joining_channels (code, region);
CREATE INDEX joining_channels_by_org ON joining_channels (org_id, id);

-- How a union takes people in.
CREATE TABLE joining_ways (
  org_id    BIGINT NOT NULL,
  takes     TEXT   NOT NULL DEFAULT '',               -- groups that this union is there for, joined by commas
  automatic TEXT   NOT NULL DEFAULT '',               -- groups that are admitted at once ("join first, complete later")
  by_account BIGINT NOT NULL,
  at_ms     BIGINT NOT NULL,
  PRIMARY KEY (org_id)
) CLUSTERED;

-- A membership that an org must not know of (confidential toward the employer's side).
CREATE TABLE hidden_memberships (
  member_id   BIGINT NOT NULL,
  hidden_from BIGINT NOT NULL,
  at_ms       BIGINT NOT NULL,
  PRIMARY KEY (member_id)
) CLUSTERED;
