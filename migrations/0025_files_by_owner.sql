-- Whether a kept file is anybody's is asked by the file.
CREATE INDEX case_attachments_by_file ON case_attachments (file_id) WHERE file_id IS NOT NULL;
