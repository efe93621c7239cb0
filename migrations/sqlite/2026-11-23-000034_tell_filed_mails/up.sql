-- Whether a mail was written to a file and never left: whatever the settings say by then.
ALTER TABLE mails ADD COLUMN is_filed BOOLEAN NOT NULL DEFAULT FALSE;
