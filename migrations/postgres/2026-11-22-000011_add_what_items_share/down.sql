ALTER TABLE job_items DROP COLUMN alike;
ALTER TABLE job_items DROP COLUMN version;
