-- Workers' stations. What lists and maps need is also kept in memory by every process (services/stations/finding).
CREATE TABLE stations (
  id                   ROW_ID,
  region               BIGINT NOT NULL,
  version              BIGINT NOT NULL DEFAULT 1,
  turn                 BIGINT NOT NULL,                    -- of station_turns: when it was last written
  code                 TEXT   NOT NULL,                    -- XY-610402-0001
  county               TEXT   NOT NULL,                    -- six digits, in the code
  number               BIGINT NOT NULL,                    -- within the county, in the code
  door                 TEXT   NOT NULL,                    -- what the sign at its door says: 8K3T-92QF
  name                 TEXT   NOT NULL,
  alias                TEXT   NOT NULL DEFAULT '',
  kind                 TEXT   NOT NULL,                    -- station, driver_home, worker_home, other
  build_type           TEXT   NOT NULL,                    -- own, shared, government, social, integrated
  partner              TEXT   NOT NULL DEFAULT '',         -- whose door it is: a bank, a post office
  keeper               BIGINT NOT NULL,                    -- the union that keeps it
  division             TEXT   NOT NULL DEFAULT '',         -- twelve digits where known
  address              TEXT   NOT NULL DEFAULT '',
  lng_e7               BIGINT NOT NULL,                    -- WGS 84, ten millionths of a degree
  lat_e7               BIGINT NOT NULL,
  area_m2              BIGINT,
  capacity             BIGINT,
  hours                TEXT   NOT NULL DEFAULT '',         -- JSON (services/stations/hours); empty: unknown
  access               TEXT   NOT NULL DEFAULT 'open',     -- open, scan
  facilities           TEXT   NOT NULL DEFAULT '',         -- words, with commas between them
  public_phone         TEXT   NOT NULL DEFAULT '',
  level                TEXT   NOT NULL DEFAULT 'ordinary', -- ordinary, city, province, national
  level_year           BIGINT,
  opened_on            TEXT,
  manager_sealed       TEXT,                               -- who looks after it
  manager_phone_sealed TEXT,
  owner_phone_sealed   TEXT,                               -- of whoever opens the door
  state                TEXT   NOT NULL,                    -- planned, building, acceptance, open, suspended, closed
  state_reason         TEXT   NOT NULL DEFAULT '',
  suspended_until      TEXT,
  checked_on           TEXT,                               -- when its keeper last went there
  confirmed_at_ms      BIGINT,                             -- somebody found it as it says
  confirmed_by         TEXT   NOT NULL DEFAULT '',         -- visitor, keeper, owner
  fault                TEXT   NOT NULL DEFAULT '',         -- what takes it down a rank; empty: nothing
  fault_people         BIGINT NOT NULL DEFAULT 0,          -- how many said so, independently
  fault_since_ms       BIGINT,
  fault_until_ms       BIGINT,                             -- NULL: until its keeper has mended it
  made_by              BIGINT,                             -- account; NULL: an import of the command line, the demo
  created_at_ms        BIGINT NOT NULL,
  updated_at_ms        BIGINT NOT NULL
);
CREATE UNIQUE INDEX stations_by_code ON stations (code, region);
CREATE UNIQUE INDEX stations_by_number ON stations (county, number, region);
CREATE UNIQUE INDEX stations_by_door ON stations (door, region);
CREATE INDEX stations_by_place ON stations (lat_e7, lng_e7);
CREATE INDEX stations_by_turn ON stations (turn, id);
CREATE INDEX stations_by_keeper ON stations (keeper, id);
CREATE INDEX stations_suspended ON stations (suspended_until, id) WHERE state = 'suspended';

-- One row. Whoever writes stations takes the next turn first and holds it until the commit, so turns are committed in their
-- order and a process that has seen one has seen all before it.
CREATE TABLE station_turns (
  id    BIGINT NOT NULL PRIMARY KEY,
  turn  BIGINT NOT NULL,
  epoch BIGINT NOT NULL                                    -- a row was deleted: what is kept in memory is read anew
);
INSERT INTO station_turns (id, turn, epoch) VALUES (1, 0, 0);

CREATE TABLE station_photos (
  id         ROW_ID,
  region     BIGINT NOT NULL,
  station_id BIGINT NOT NULL,
  file_id    BIGINT NOT NULL,
  kind       TEXT   NOT NULL,                              -- jpeg, png
  shows      TEXT   NOT NULL,                              -- outside, inside, sign
  by_account BIGINT NOT NULL,
  at_ms      BIGINT NOT NULL
);
CREATE INDEX station_photos_by_station ON station_photos (station_id, id);
CREATE INDEX station_photos_by_file ON station_photos (file_id);
