-- The job that a letter tells of: whoever asked sees beside it what became of the letter.
ALTER TABLE mails ADD COLUMN job_id BIGINT REFERENCES jobs (id) ON DELETE SET NULL;
CREATE INDEX mails_job ON mails (job_id) WHERE job_id IS NOT NULL;
