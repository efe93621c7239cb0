DROP INDEX jobs_retries;
ALTER TABLE jobs DROP COLUMN tells;
ALTER TABLE jobs DROP COLUMN retries;
