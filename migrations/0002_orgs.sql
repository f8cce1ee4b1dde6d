-- Unions, as one tree by leadership (组织领导关系) and, beside it, by industry (产业).
CREATE TABLE orgs (
  id                 ROW_ID,
  region             BIGINT NOT NULL,                 -- the city site that first recorded it; never changes
  version            BIGINT NOT NULL DEFAULT 1,
  parent_id          BIGINT,                          -- NULL: the root of this site
  industry_parent_id BIGINT,
  path               TEXT   NOT NULL,                 -- 5 characters a level; a subtree is one range of paths
  children_made      BIGINT NOT NULL DEFAULT 0,       -- the last number given to a child's path segment
  code               TEXT   NOT NULL,                 -- what people type: division code, credit code or a drawn one
  name               TEXT   NOT NULL,
  short_name         TEXT   NOT NULL DEFAULT '',
  name_key           TEXT   NOT NULL,                 -- pinyin collation key, hex
  level              TEXT   NOT NULL,                 -- city, county, industry, park, township, village, …
  kind               TEXT   NOT NULL DEFAULT '',      -- 基层工会类型: independent, joint, federation, industry, general
  division           TEXT   NOT NULL DEFAULT '',      -- 12 digits; says where, never who leads
  credit_code        TEXT,                            -- 工会统一社会信用代码
  founded_on         TEXT,
  term_no            BIGINT NOT NULL DEFAULT 0,
  term_start_on      TEXT,
  term_years         BIGINT NOT NULL DEFAULT 0,       -- 3 or 5; 工会法 (2021) Art. 16
  postponed_until    TEXT,
  chair              TEXT   NOT NULL DEFAULT '',
  phone              TEXT   NOT NULL DEFAULT '',      -- the union's published number, no member's
  members_reported   BIGINT,                          -- what the union's own form says
  employer           TEXT   NOT NULL DEFAULT '',
  employer_code      TEXT   NOT NULL DEFAULT '',
  employer_address   TEXT   NOT NULL DEFAULT '',
  employer_nature    TEXT   NOT NULL DEFAULT '',
  employer_economy   TEXT   NOT NULL DEFAULT '',
  employer_industry  TEXT   NOT NULL DEFAULT '',
  employees          BIGINT,
  state              TEXT   NOT NULL DEFAULT 'active',  -- active, dissolved
  source_id          BIGINT NOT NULL,
  created_at_ms      BIGINT NOT NULL,
  updated_at_ms      BIGINT NOT NULL
);
CREATE UNIQUE INDEX orgs_by_path ON orgs (path, region);
CREATE UNIQUE INDEX orgs_by_code ON orgs (code, region);
CREATE UNIQUE INDEX orgs_by_credit_code ON orgs (credit_code, region) WHERE credit_code IS NOT NULL AND state = 'active';
CREATE INDEX orgs_by_parent ON orgs (parent_id, path);
CREATE INDEX orgs_by_name ON orgs (name);

-- Which union hung where, and why it was moved. Kept for good.
CREATE TABLE org_moves (
  id          ROW_ID,
  region      BIGINT NOT NULL,
  org_id      BIGINT NOT NULL,
  parent_from BIGINT,
  parent_to   BIGINT NOT NULL,
  reason      TEXT   NOT NULL DEFAULT '',
  by_account  BIGINT,
  at_ms       BIGINT NOT NULL
);
CREATE INDEX org_moves_by_org ON org_moves (org_id, id);

-- Where a row, and a field that differs from its row, comes from.
CREATE TABLE sources (
  id          ROW_ID,
  region      BIGINT NOT NULL,
  kind        TEXT   NOT NULL,                        -- import, officer, member, department, demo
  import_id   BIGINT,
  department  TEXT   NOT NULL DEFAULT '',
  account_id  BIGINT,
  label       TEXT   NOT NULL DEFAULT '',
  recorded_on TEXT   NOT NULL
);
CREATE TABLE field_sources (
  subject_id BIGINT NOT NULL,
  field      TEXT   NOT NULL,
  source_id  BIGINT NOT NULL,
  PRIMARY KEY (subject_id, field)
) CLUSTERED;

-- Words to find people and unions by: two characters, or two pinyin initials, each.
CREATE TABLE word_index (
  kind       TEXT   NOT NULL,                         -- org, person
  gram       TEXT   NOT NULL,
  subject_id BIGINT NOT NULL,
  PRIMARY KEY (kind, gram, subject_id)
) CLUSTERED;
