ALTER TABLE mails DROP COLUMN attachment;
