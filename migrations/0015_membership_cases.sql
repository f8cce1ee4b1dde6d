-- What a change of membership was asked with: leaving, resting, and the ways in which it ends or comes back. Its id is the case's.
CREATE TABLE membership_forms (
  id              ROW_ID,
  region          BIGINT NOT NULL,
  person_id       BIGINT NOT NULL,
  member_id       BIGINT NOT NULL,                      -- the membership that it is about
  started_by      TEXT   NOT NULL,                      -- member, officer
  cause           TEXT   NOT NULL DEFAULT '',           -- retirement, unemployment, military_service; deceased, mistake; else empty
  words_sealed    TEXT,                                 -- her statement, the attempt at education, or the reason
  judgment_sealed TEXT,                                 -- the reference of a criminal judgment
  unpaid_since    TEXT,                                 -- ISO day; with absent_since of a deemed withdrawal alone
  absent_since    TEXT,
  effective_on    TEXT,                                 -- ISO day; NULL: the day on which it takes effect
  at_ms           BIGINT NOT NULL
);
CREATE INDEX membership_forms_by_member ON membership_forms (member_id, id);

-- One open case of a kind a person. Held everywhere, hence without a region.
CREATE TABLE membership_open (
  person_id BIGINT NOT NULL,
  type      TEXT   NOT NULL,
  case_id   BIGINT NOT NULL,
  PRIMARY KEY (person_id, type)
) CLUSTERED;
