-- What an appeal says, and what became of it. One row a case; id is the case's.
CREATE TABLE appeal_forms (
  id               ROW_ID,
  region           BIGINT NOT NULL,
  asked_org        BIGINT NOT NULL,                   -- the union that was asked first
  category         TEXT   NOT NULL,                   -- living.canteen, wages.arrears, …
  category_by      TEXT   NOT NULL,                   -- worker, words, officer
  kind             TEXT   NOT NULL,                   -- question, demand, complaint, suggestion, help
  difficulty       TEXT   NOT NULL,                   -- urgent, question, ordinary, difficult, complex
  channel          TEXT   NOT NULL,                   -- app, hotline, visit, letter, station, field_worker, forwarded
  words_sealed     TEXT,                              -- NULL: erased
  place_sealed     TEXT,                              -- where it is: a gate, a workshop, a street
  caller_sealed    TEXT,                              -- name of somebody without an account
  phone_sealed     TEXT,                              -- and the phone that is called back
  filed_month      TEXT   NOT NULL,                   -- 2026-07, in Beijing
  handled_from_ms  BIGINT,                            -- when the days of an answer began
  extended_at_ms   BIGINT,
  contacted_at_ms  BIGINT,                            -- the union spoke to her for the first time
  replied_at_ms    BIGINT,                            -- the first answer
  replied_late     BIGINT,                            -- whether that was after its due moment
  solved_at_ms     BIGINT,                            -- she said so; NULL again when she reopened it
  verdict          TEXT   NOT NULL DEFAULT '',        -- solved, unsolved, unreached
  not_solved_times BIGINT NOT NULL DEFAULT 0,
  satisfaction     BIGINT,                            -- 5 very satisfied … 1 very dissatisfied; her own
  supervised_at_ms BIGINT,                            -- 督办
  lead_id          BIGINT,                            -- the appeal whose answer answers this one too
  following        BIGINT NOT NULL DEFAULT 0,         -- 1: it waits for that answer now
  proposed_lead_id BIGINT,
  repeats_id       BIGINT                             -- an earlier one of hers about the same
);
CREATE INDEX appeal_forms_by_month ON appeal_forms (filed_month, id);
CREATE INDEX appeal_forms_by_lead ON appeal_forms (lead_id, id) WHERE following = 1;
CREATE INDEX appeal_forms_by_place ON appeal_forms (asked_org, category, filed_month, id);

-- Call-backs (回访) that nobody answered. One that was answered is a step of the case.
CREATE TABLE appeal_calls (
  id          ROW_ID,
  region      BIGINT NOT NULL,
  appeal_id   BIGINT NOT NULL,
  by_account  BIGINT NOT NULL,
  org_id      BIGINT NOT NULL,
  at_ms       BIGINT NOT NULL,
  day         TEXT   NOT NULL                         -- in Beijing
);
CREATE INDEX appeal_calls_by_appeal ON appeal_calls (appeal_id, id);

-- Words that suggest a category, beyond those that the program carries; an empty category: the word suggests nothing any more.
CREATE TABLE appeal_hints (
  word     TEXT   NOT NULL,
  category TEXT   NOT NULL,
  by_account BIGINT,
  at_ms    BIGINT NOT NULL,
  PRIMARY KEY (word)
) CLUSTERED;
