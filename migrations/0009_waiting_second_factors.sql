-- Of whoever is appointed by a file: nobody is beside her to scan it, so she is shown it once, when she first signs in.
ALTER TABLE second_factors ADD COLUMN waits BIGINT NOT NULL DEFAULT 0;
