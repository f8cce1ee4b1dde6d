-- Memberships that have ended, by when they were last written: what is kept of whom no longer than needed.
CREATE INDEX members_ended ON members (updated_at_ms, id) WHERE status NOT IN ('active', 'transferring', 'retained');
