DROP TABLE portal_sessions;
DROP TABLE portal_accounts;
DROP INDEX customer_details_portal_login;
ALTER TABLE customer_details DROP COLUMN portal_login;
