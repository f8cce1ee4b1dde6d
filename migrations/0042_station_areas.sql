-- Where outdoor workers are (户外劳动者聚集点), as unions know it: a market, a depot of couriers, a square where drivers wait. No
-- worker's own place stands here or anywhere.
CREATE TABLE station_areas (
  id            ROW_ID,
  region        BIGINT NOT NULL,
  version       BIGINT NOT NULL DEFAULT 1,
  org_id        BIGINT NOT NULL,                    -- the union that looks after it
  name          TEXT   NOT NULL,
  address       TEXT   NOT NULL DEFAULT '',
  county        TEXT   NOT NULL,                    -- six digits
  lng_e7        BIGINT NOT NULL,                    -- WGS 84
  lat_e7        BIGINT NOT NULL,
  workers       BIGINT,                             -- NULL: as many outdoor workers as the union has
  written_by    BIGINT,                             -- account; NULL: the demo
  updated_at_ms BIGINT NOT NULL
);
CREATE INDEX station_areas_by_org ON station_areas (org_id, id);
CREATE INDEX stations_open ON stations (id) WHERE state = 'open';

-- Two that lie side by side and are two.
CREATE TABLE station_pairs_apart (
  first_id   BIGINT NOT NULL,                       -- the smaller
  second_id  BIGINT NOT NULL,
  region     BIGINT NOT NULL,
  by_account BIGINT NOT NULL,
  at_ms      BIGINT NOT NULL,
  PRIMARY KEY (first_id, second_id)
) CLUSTERED;
