DROP INDEX mails_due;
CREATE INDEX mails_due ON mails (next_at, id) WHERE state IN ('queued', 'sending');
ALTER TABLE mails DROP COLUMN in_bulk;
