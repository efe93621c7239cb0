-- Which customers of a set change alike: at which version each was looked at, and a digest of what
-- would be written to its rows.
ALTER TABLE job_items ADD COLUMN version BIGINT;
ALTER TABLE job_items ADD COLUMN alike TEXT;
