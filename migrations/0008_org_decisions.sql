-- What the union above decided about a union: an election put off, a union dissolved. Kept for good, with the reason.
CREATE TABLE org_decisions (
  id         ROW_ID,
  region     BIGINT NOT NULL,                         -- its union's
  org_id     BIGINT NOT NULL,
  kind       TEXT   NOT NULL,                         -- postponement, dissolution
  day        TEXT   NOT NULL,                         -- the election's last day; the day of the dissolution
  reason     TEXT   NOT NULL,
  by_account BIGINT NOT NULL,
  at_ms      BIGINT NOT NULL
);
CREATE INDEX org_decisions_by_org ON org_decisions (org_id, id);
-- Whom a union leads in its industry, asked before it is dissolved.
CREATE INDEX orgs_by_industry_parent ON orgs (industry_parent_id) WHERE industry_parent_id IS NOT NULL;
