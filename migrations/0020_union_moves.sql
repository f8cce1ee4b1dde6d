-- Which union is to move below which, with all its members. Its id is the case's.
CREATE TABLE union_move_forms (
  id          ROW_ID,
  region      BIGINT NOT NULL,
  org_id      BIGINT NOT NULL,                      -- the union that moves
  parent_from BIGINT NOT NULL,                      -- below which it stood when this was asked
  started_by  TEXT   NOT NULL,                      -- itself, old_parent, new_parent
  reason      TEXT   NOT NULL,
  division    TEXT   NOT NULL DEFAULT '',           -- where it is from then on; empty: as before
  address     TEXT   NOT NULL DEFAULT '',           -- the employer's; empty: as before
  at_ms       BIGINT NOT NULL
);

-- One open move a union. Held everywhere, hence without a region.
CREATE TABLE union_moves_open (
  org_id  BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  PRIMARY KEY (org_id)
) CLUSTERED;
