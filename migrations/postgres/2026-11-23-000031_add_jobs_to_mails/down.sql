DROP INDEX mails_job;
ALTER TABLE mails DROP COLUMN job_id;
