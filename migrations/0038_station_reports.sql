-- What people found at a station's door. Who they are stands nowhere: three digests of a day, gone after two, tell whether they
-- are three. They differ from station to station, so nobody can be followed from one to the next.
CREATE TABLE station_reports (
  id             ROW_ID,
  region         BIGINT NOT NULL,
  station_id     BIGINT NOT NULL,
  said           TEXT   NOT NULL,                     -- as_it_says, locked, gone, facility_missing, turned_away
  facility       TEXT   NOT NULL DEFAULT '',          -- which one is missing
  note_sealed    TEXT,
  at_door        BIGINT NOT NULL,                     -- she read the sign's code
  counts         BIGINT NOT NULL,                     -- she was there; else it is a hint for the keeper
  account_digest TEXT,
  device_digest  TEXT,
  network_digest TEXT,
  at_ms          BIGINT NOT NULL,
  settled_at_ms  BIGINT                               -- by its keeper, or by somebody who found it as it says
);
CREATE INDEX station_reports_by_station ON station_reports (station_id, at_ms);
CREATE INDEX station_reports_old ON station_reports (at_ms, id);
CREATE INDEX station_reports_digests ON station_reports (at_ms, id) WHERE network_digest IS NOT NULL;

-- Several people said so independently. Its keeper settles it; while she does not, it goes up a level.
CREATE TABLE station_doubts (
  id            ROW_ID,
  region        BIGINT NOT NULL,
  station_id    BIGINT NOT NULL,
  state         TEXT   NOT NULL DEFAULT 'raised',     -- raised, upheld, mended, dismissed, lifted
  fault         TEXT   NOT NULL,                      -- what most of them said
  people        BIGINT NOT NULL,
  raised_at_ms  BIGINT NOT NULL,
  lapses_at_ms  BIGINT NOT NULL,                      -- until then it is down a rank, unless it is upheld
  due_on        TEXT,                                 -- the union above is told after this day; NULL: nobody is above
  levels_up     BIGINT NOT NULL DEFAULT 0,
  settled_by    BIGINT,                               -- account
  settled_at_ms BIGINT,
  note          TEXT   NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX station_doubts_one_open ON station_doubts (station_id, region) WHERE state IN ('raised', 'upheld');
CREATE INDEX station_doubts_due ON station_doubts (due_on, id) WHERE state = 'raised';
