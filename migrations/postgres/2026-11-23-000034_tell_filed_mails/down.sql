ALTER TABLE mails DROP COLUMN is_filed;
