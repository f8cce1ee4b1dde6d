-- A record that its owner had erased. The row stays, so that what was counted still has somebody; it says nothing any more.
ALTER TABLE people ADD COLUMN erased_at_ms BIGINT;
