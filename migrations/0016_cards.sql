-- The number on a member's card (会员号). It is the person's, so a transfer leaves it; drawn at random when first asked for.
CREATE TABLE member_numbers (
  person_id BIGINT NOT NULL,
  number    TEXT   NOT NULL,
  at_ms     BIGINT NOT NULL,
  PRIMARY KEY (person_id)
) CLUSTERED;
CREATE UNIQUE INDEX member_numbers_once ON member_numbers (number);
