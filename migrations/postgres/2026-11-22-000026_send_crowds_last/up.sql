-- Letters that a job writes to many wait until those to one person have left.
ALTER TABLE mails ADD COLUMN in_bulk BOOLEAN NOT NULL DEFAULT FALSE;
DROP INDEX mails_due;
CREATE INDEX mails_due ON mails (in_bulk, next_at, id) WHERE state IN ('queued', 'sending');
