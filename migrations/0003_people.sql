-- A person is one natural person, recorded once. Only year and month of birth stand in clear.
CREATE TABLE people (
  id              ROW_ID,
  region          BIGINT NOT NULL,
  version         BIGINT NOT NULL DEFAULT 1,
  name            TEXT   NOT NULL,
  name_key        TEXT   NOT NULL,                    -- pinyin collation key, hex
  sex             TEXT   NOT NULL,                    -- male, female, unknown
  birth_month     BIGINT NOT NULL,                    -- 199003; 0: unknown
  id_type         TEXT   NOT NULL,
  id_sealed       TEXT   NOT NULL,
  phone_sealed    TEXT,
  ethnicity       TEXT   NOT NULL DEFAULT '',
  education       TEXT   NOT NULL DEFAULT '',
  politics        TEXT   NOT NULL DEFAULT '',
  employment      TEXT   NOT NULL DEFAULT '',
  skill           TEXT   NOT NULL DEFAULT '',
  household_kind  TEXT   NOT NULL DEFAULT '',
  household_place TEXT   NOT NULL DEFAULT '',
  native_place    TEXT   NOT NULL DEFAULT '',
  employer        TEXT   NOT NULL DEFAULT '',
  migrant         TEXT   NOT NULL DEFAULT '',         -- yes, no, or unknown
  source_id       BIGINT NOT NULL,
  created_at_ms   BIGINT NOT NULL,
  updated_at_ms   BIGINT NOT NULL
);

-- Who may be on record a second time: people known by a passport and the like, and later by their resident ID.
CREATE INDEX people_without_resident_id ON people (name) WHERE id_type <> 'resident_id';

-- Exact search by document. A row is a claim: it names the id that the person has or is about to get, so that
-- two writers who meet the same document at once record one person. Held everywhere, hence without a region.
CREATE TABLE identity_index (
  kind      TEXT   NOT NULL,
  key_no    BIGINT NOT NULL,
  digest    TEXT   NOT NULL,
  person_id BIGINT NOT NULL,
  PRIMARY KEY (kind, key_no, digest)
) CLUSTERED;
-- Phones are shared in families, so not unique.
CREATE TABLE phone_index (
  key_no    BIGINT NOT NULL,
  digest    TEXT   NOT NULL,
  person_id BIGINT NOT NULL,
  PRIMARY KEY (key_no, digest, person_id)
) CLUSTERED;

-- A membership is one person's time in one union.
CREATE TABLE members (
  id              ROW_ID,
  region          BIGINT NOT NULL,
  version         BIGINT NOT NULL DEFAULT 1,
  person_id       BIGINT NOT NULL,
  org_id          BIGINT NOT NULL,
  name_key        TEXT   NOT NULL,                    -- the person's, so that a list needs no sort
  status          TEXT   NOT NULL,                    -- active, transferring, retained; ended: withdrawn, …
  category        TEXT   NOT NULL DEFAULT '',         -- occupation group of new-employment-form workers
  joined_on       TEXT   NOT NULL,
  changed_on      TEXT   NOT NULL,
  change_kind     TEXT   NOT NULL,                    -- 会籍变化类型: joined, transferred_in, retained, …
  change_cause    TEXT   NOT NULL DEFAULT '',
  verified_method TEXT   NOT NULL DEFAULT '',         -- empty: not verified by the member
  verified_at_ms  BIGINT,
  source_id       BIGINT NOT NULL,
  created_at_ms   BIGINT NOT NULL,
  updated_at_ms   BIGINT NOT NULL,
  CHECK ((verified_method = '') = (verified_at_ms IS NULL))
);
CREATE INDEX members_by_org ON members (org_id, name_key, id);
CREATE INDEX members_by_person ON members (person_id);

-- At most one live membership a person, held by the database.
CREATE TABLE live_membership (
  person_id BIGINT NOT NULL,
  member_id BIGINT NOT NULL,
  PRIMARY KEY (person_id)
) CLUSTERED;

-- What happened to a membership or a person after it was first recorded. Facts by key, never sentences or values
-- that a sealed column hides.
CREATE TABLE member_events (
  id         ROW_ID,
  region     BIGINT NOT NULL,
  member_id  BIGINT NOT NULL,
  at_ms      BIGINT NOT NULL,
  what       TEXT   NOT NULL,                         -- status, org, field
  field      TEXT   NOT NULL DEFAULT '',
  value_from TEXT   NOT NULL DEFAULT '',
  value_to   TEXT   NOT NULL DEFAULT '',
  cause      TEXT   NOT NULL DEFAULT '',
  by_account BIGINT,
  source_id  BIGINT NOT NULL
);
CREATE INDEX member_events_by_member ON member_events (member_id, id);

-- "Not a double" once said stays said. The smaller id stands first.
CREATE TABLE not_doubles (
  person_a BIGINT NOT NULL,
  person_b BIGINT NOT NULL,
  said_by  BIGINT,
  at_ms    BIGINT NOT NULL,
  PRIMARY KEY (person_a, person_b)
) CLUSTERED;
CREATE INDEX not_doubles_other ON not_doubles (person_b);

-- A masked value that an officer had shown. She who is on record reads who, when and why.
CREATE TABLE reveals (
  id          ROW_ID,
  region      BIGINT NOT NULL,
  account_id  BIGINT NOT NULL,
  member_id   BIGINT NOT NULL,
  field       TEXT   NOT NULL,                        -- id_number, phone
  purpose     TEXT   NOT NULL,
  note_sealed TEXT,
  at_ms       BIGINT NOT NULL
);
CREATE INDEX reveals_by_account ON reveals (account_id, at_ms);

-- A list that an officer asked for as a file. It goes after a day.
CREATE TABLE member_exports (
  id              ROW_ID,
  region          BIGINT NOT NULL,
  account_id      BIGINT NOT NULL,
  role_id         BIGINT NOT NULL,                    -- in which she asked
  search_sealed   TEXT   NOT NULL,                    -- holds names
  name            TEXT   NOT NULL,                    -- the file's
  format          TEXT   NOT NULL,                    -- xlsx, csv
  state           TEXT   NOT NULL DEFAULT 'running',  -- running, done, failed
  done            BIGINT NOT NULL DEFAULT 0,
  total           BIGINT NOT NULL,
  file_id         BIGINT,
  at_ms           BIGINT NOT NULL,
  holder          TEXT   NOT NULL DEFAULT '',         -- the process that writes it, until its lease ends
  leased_until_ms BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX member_exports_waiting ON member_exports (id) WHERE state = 'running';
CREATE INDEX member_exports_by_time ON member_exports (at_ms);
