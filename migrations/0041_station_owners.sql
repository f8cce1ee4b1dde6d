-- Whether a station is as it says, asked of whoever owns its door, who answers by a link.
CREATE TABLE station_owner_asks (
  id             ROW_ID,
  region         BIGINT NOT NULL,
  station_id     BIGINT NOT NULL,
  serial         BIGINT NOT NULL,                     -- drawn; the link's code is derived from it and from id, and stored nowhere
  key_no         BIGINT NOT NULL,                     -- of the key that it is derived with
  state          TEXT   NOT NULL DEFAULT 'open',      -- open, confirmed, changed, told, gone, withdrawn, replaced, over
  asked_by       BIGINT NOT NULL,                     -- account
  at_ms          BIGINT NOT NULL,
  last_day       TEXT   NOT NULL,                     -- on which it opens anything
  by_text        BIGINT NOT NULL,                     -- the link went to her phone too
  words_sealed   TEXT,                                -- what she wrote beside her answer
  ended_at_ms    BIGINT                               -- answered, or no longer to be
);
CREATE UNIQUE INDEX station_owner_asks_by_serial ON station_owner_asks (serial, region);
CREATE UNIQUE INDEX station_owner_asks_one_open ON station_owner_asks (station_id, region) WHERE state = 'open';
CREATE INDEX station_owner_asks_by_station ON station_owner_asks (station_id, id);
CREATE INDEX station_owner_asks_old ON station_owner_asks (at_ms, id);
CREATE INDEX station_owner_asks_open ON station_owner_asks (last_day, id) WHERE state = 'open';
