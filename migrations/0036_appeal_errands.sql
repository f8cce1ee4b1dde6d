-- A task of an appeal, handed to somebody without an account, who answers by a link.
CREATE TABLE appeal_errands (
  id             ROW_ID,
  region         BIGINT NOT NULL,
  appeal_id      BIGINT NOT NULL,
  serial         BIGINT NOT NULL,                     -- drawn; the link's code is derived from it and from id, and stored nowhere
  key_no         BIGINT NOT NULL,                     -- of the key that it is derived with
  state          TEXT   NOT NULL DEFAULT 'open',      -- open, done, impossible, withdrawn, over
  given_by       BIGINT NOT NULL,                     -- account
  given_org      BIGINT NOT NULL,                     -- the union that asks
  at_ms          BIGINT NOT NULL,
  due_on         TEXT   NOT NULL,
  by_text        BIGINT NOT NULL,                     -- the link went to a phone
  name_sealed    TEXT,                                -- to whom; NULL: erased
  words_sealed   TEXT,                                -- what is to be done
  answer_sealed  TEXT,
  answered_at_ms BIGINT,
  reminded       BIGINT NOT NULL DEFAULT 0            -- whoever handles it was told on the due day
);
CREATE UNIQUE INDEX appeal_errands_by_serial ON appeal_errands (serial, region);
CREATE INDEX appeal_errands_by_appeal ON appeal_errands (appeal_id, id);
CREATE INDEX appeal_errands_open ON appeal_errands (due_on, id) WHERE state = 'open';

-- Photos that came by a link, until its answer names them: then they are attachments of the case.
CREATE TABLE appeal_errand_pictures (
  id        ROW_ID,
  region    BIGINT NOT NULL,
  errand_id BIGINT NOT NULL,
  file_id   BIGINT NOT NULL,
  kind      TEXT   NOT NULL,                          -- jpeg, png
  at_ms     BIGINT NOT NULL
);
CREATE INDEX appeal_errand_pictures_by_errand ON appeal_errand_pictures (errand_id, id);
CREATE INDEX appeal_errand_pictures_by_file ON appeal_errand_pictures (file_id);

-- By which somebody who called, and has no account, reads her answer and takes her steps. Its id is the case's.
CREATE TABLE appeal_caller_links (
  id      ROW_ID,
  region  BIGINT NOT NULL,
  serial  BIGINT NOT NULL,
  key_no  BIGINT NOT NULL,
  address TEXT   NOT NULL,                            -- the link begins with it
  tries   BIGINT NOT NULL DEFAULT 0,                  -- wrong ones
  at_ms   BIGINT NOT NULL
);
CREATE UNIQUE INDEX appeal_caller_links_by_serial ON appeal_caller_links (serial, region);

-- What the hotline calls a ticket (工单) that an import brought: the same file again changes nothing.
CREATE TABLE appeal_tickets (
  number    TEXT   NOT NULL,
  region    BIGINT NOT NULL,
  appeal_id BIGINT NOT NULL,
  called    TEXT   NOT NULL DEFAULT '',               -- when, as it stands in the file
  PRIMARY KEY (number, region)
) CLUSTERED;
CREATE INDEX appeal_tickets_by_appeal ON appeal_tickets (appeal_id);
