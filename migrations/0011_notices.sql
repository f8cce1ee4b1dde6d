-- Texts that were waiting before are sign-in codes: urgent, and harmless twice.
ALTER TABLE text_outbox ADD COLUMN urgent BIGINT NOT NULL DEFAULT 1;
ALTER TABLE text_outbox ADD COLUMN again BIGINT NOT NULL DEFAULT 1;
-- When it was last handed to the gateway and nobody knows whether it was taken.
ALTER TABLE text_outbox ADD COLUMN handed_at_ms BIGINT;
CREATE INDEX text_outbox_due ON text_outbox (urgent, next_try_ms) WHERE state = 'waiting';
