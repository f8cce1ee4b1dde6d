-- What holds for the whole database and lasts: the demo mark, the site's region.
CREATE TABLE settings (
  name  TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (name)
) CLUSTERED;

-- Who makes ids. A row outlives its lease: the next holder's ids begin after last_ms.
CREATE TABLE id_writers (
  writer          BIGINT NOT NULL,
  leased_until_ms BIGINT NOT NULL,
  holder          TEXT   NOT NULL,                    -- drawn by each process
  last_ms         BIGINT NOT NULL,                    -- up to here the holder may make ids
  PRIMARY KEY (writer)
) CLUSTERED;
