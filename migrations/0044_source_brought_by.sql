-- Who brought a file whose rows come from it; of the other kinds the label is the name.
ALTER TABLE sources ADD COLUMN brought_by TEXT NOT NULL DEFAULT '';
UPDATE sources SET brought_by = COALESCE((SELECT a.name FROM accounts a WHERE a.id = sources.account_id), '')
 WHERE kind = 'import' AND account_id IS NOT NULL;
