-- Whose record became one with another's, and whose it is now. Whoever is found by her document, phone or words is led there, so that
-- nothing that names her is rewritten. Flat: nobody is led twice. Small, so that asking it costs nothing.
CREATE TABLE merged_people (
  person_id BIGINT NOT NULL,
  into_id   BIGINT NOT NULL,
  PRIMARY KEY (person_id)
) CLUSTERED;
CREATE INDEX merged_people_into ON merged_people (into_id);

-- Two records of one person that became one. What stood in the fields that changed is kept until it can no longer be undone.
CREATE TABLE person_merges (
  id              ROW_ID,
  region          BIGINT NOT NULL,
  stands          BIGINT NOT NULL,                    -- the person whose record goes on
  led             BIGINT NOT NULL,                    -- the one who is led to her
  member_stands   BIGINT NOT NULL,                    -- the two memberships in whose history it stands
  member_led      BIGINT NOT NULL,
  fields          TEXT   NOT NULL DEFAULT '',         -- taken from the record that gave way, joined by spaces
  before_sealed   TEXT,
  ended_member    BIGINT,                             -- a second living membership, which ended with it
  ended_version   BIGINT NOT NULL DEFAULT 0,          -- as the merge left it
  ended_from      TEXT   NOT NULL DEFAULT '',         -- its status, day and kind of before, and its cause where it had one
  by_account      BIGINT NOT NULL,
  at_ms           BIGINT NOT NULL,
  undone_by       BIGINT,
  undone_at_ms    BIGINT,
  CHECK ((undone_by IS NULL) = (undone_at_ms IS NULL))
);
CREATE INDEX person_merges_by_stands ON person_merges (stands);
CREATE INDEX person_merges_by_led ON person_merges (led);
CREATE INDEX person_merges_kept ON person_merges (at_ms) WHERE before_sealed IS NOT NULL;
