-- Who asks to leave for a union outside this hall, and the note that she takes along. Its id is the case's.
CREATE TABLE transfer_notes (
  id            ROW_ID,
  region        BIGINT NOT NULL,
  person_id     BIGINT NOT NULL,
  member_id     BIGINT NOT NULL,                      -- the membership that ends once she is there
  started_by    TEXT   NOT NULL,                      -- member, old_union
  status_before TEXT   NOT NULL,                      -- active or retained: what it is again if nothing comes of it
  cause         TEXT   NOT NULL,                      -- 会籍变化原因
  to_union      TEXT   NOT NULL,                      -- where she goes, in her own words
  state         TEXT   NOT NULL DEFAULT 'asked',      -- asked, valid, used, revoked
  code          TEXT,                                 -- on the note; drawn at random
  note_sealed   TEXT,                                 -- the signed document
  issued_on     TEXT,
  valid_until   TEXT,
  at_ms         BIGINT NOT NULL,
  CHECK ((code IS NULL) = (note_sealed IS NULL))
);
CREATE UNIQUE INDEX transfer_notes_by_code ON transfer_notes (code, region) WHERE code IS NOT NULL;

-- A note of another federation that somebody came with. Its id is the case's.
CREATE TABLE received_notes (
  id           ROW_ID,
  region       BIGINT NOT NULL,
  issuer       TEXT   NOT NULL,                       -- the federation's code
  code         TEXT   NOT NULL,
  verdict      TEXT   NOT NULL,                       -- genuine, unknown_issuer
  note_sealed  TEXT   NOT NULL,                       -- the document as it came
  id_type      TEXT   NOT NULL,
  id_sealed    TEXT   NOT NULL,
  phone_sealed TEXT   NOT NULL,
  member_id    BIGINT,                                -- the membership that began
  at_ms        BIGINT NOT NULL
);

-- A note is used once: while a case about it is open, and for good once one was granted. Held everywhere, hence without a region.
CREATE TABLE notes_in_use (
  issuer  TEXT   NOT NULL,
  code    TEXT   NOT NULL,
  case_id BIGINT NOT NULL,
  PRIMARY KEY (issuer, code)
) CLUSTERED;
