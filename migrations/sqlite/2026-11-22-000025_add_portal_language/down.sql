ALTER TABLE portal_accounts DROP COLUMN language;
