-- What the hall has agreed on about its sealing keys (hall/keys). The keys themselves are never in the database.
CREATE TABLE sealing_keys (
  key_no   BIGINT NOT NULL,
  state    TEXT   NOT NULL,                           -- known, sealing, leaving, left, unused
  proof    TEXT   NOT NULL,                           -- tells another key of the same number; opens nothing
  turn     BIGINT NOT NULL,                           -- the how-manieth agreement set this state
  since_ms BIGINT NOT NULL,
  PRIMARY KEY (key_no)
) CLUSTERED;

-- Every process that holds keys, and which agreement it acts by. A process that is gone is forgotten with its lease.
CREATE TABLE key_holders (
  holder   TEXT   NOT NULL,                           -- drawn by each process
  place    TEXT   NOT NULL,                           -- machine and process number, for whoever looks for it
  turn     BIGINT NOT NULL,
  until_ms BIGINT NOT NULL,
  PRIMARY KEY (holder)
) CLUSTERED;

-- What somebody writes beside a case may hold anything, also a number that is sealed elsewhere.
ALTER TABLE case_events ADD COLUMN note_sealed TEXT;
