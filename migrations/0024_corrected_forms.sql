-- What a step corrected in the form: names of fields, joined by commas, never what they say.
ALTER TABLE case_events ADD COLUMN changed TEXT NOT NULL DEFAULT '';
