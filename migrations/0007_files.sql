-- What people bring and take, sealed with a key of its own for each: deleting the row destroys the file.
CREATE TABLE files (
  id         ROW_ID,
  region     BIGINT NOT NULL,
  name       TEXT   NOT NULL,                         -- as its owner calls it
  bytes      BIGINT NOT NULL,
  digest     TEXT   NOT NULL,                         -- SM3 of the content, hex
  key_sealed TEXT   NOT NULL,
  at_ms      BIGINT NOT NULL
);
-- The sealed pieces, where no folder is set (PostgreSQL).
CREATE TABLE file_pieces (
  file_id BIGINT NOT NULL,
  piece   BIGINT NOT NULL,                            -- from 0
  sealed  TEXT   NOT NULL,
  PRIMARY KEY (file_id, piece)
);
