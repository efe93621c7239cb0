-- The file that goes with a mail, as JSON: read when the mail is sent, never copied into the outbox.
ALTER TABLE mails ADD COLUMN attachment TEXT;
