-- Why a mail goes to its address, as a code: the main e-mail, or one of those to notify. Null where nobody chose among several.
ALTER TABLE mails ADD COLUMN reason TEXT;
