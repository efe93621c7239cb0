-- The job whose failed customers this one tries again, and whether its owner is told by mail of its end.
ALTER TABLE jobs ADD COLUMN retries BIGINT REFERENCES jobs (id) ON DELETE SET NULL;
ALTER TABLE jobs ADD COLUMN tells BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX jobs_retries ON jobs (retries) WHERE retries IS NOT NULL;
