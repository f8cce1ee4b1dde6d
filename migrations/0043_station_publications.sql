-- How far a station has come on the maps that everybody has on the phone (amap, tencent, baidu). No row: nobody has submitted it.
CREATE TABLE station_publications (
  station_id    BIGINT NOT NULL,
  provider      TEXT   NOT NULL,
  region        BIGINT NOT NULL,
  state         TEXT   NOT NULL,                    -- submitted, shown, refused; gone: taken off, since it is closed
  asks          TEXT   NOT NULL,                    -- add, update, remove: what was submitted last
  version       BIGINT NOT NULL,                    -- of the station when it was submitted; an older one has changed since
  note          TEXT   NOT NULL DEFAULT '',         -- why it was refused
  submission_id BIGINT NOT NULL,
  by_account    BIGINT NOT NULL,
  at_ms         BIGINT NOT NULL,
  PRIMARY KEY (station_id, provider)
) CLUSTERED;
CREATE INDEX station_publications_by_submission ON station_publications (submission_id, station_id);

-- What was submitted together, in one file.
CREATE TABLE station_submissions (
  id         ROW_ID,
  region     BIGINT NOT NULL,
  org_id     BIGINT NOT NULL,
  provider   TEXT   NOT NULL,
  stations   BIGINT NOT NULL,
  by_account BIGINT NOT NULL,
  at_ms      BIGINT NOT NULL
);
CREATE INDEX station_submissions_by_org ON station_submissions (org_id, provider, id);
