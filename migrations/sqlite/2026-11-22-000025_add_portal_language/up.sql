-- The language that a customer chose for the portal and for letters; none for that of the country.
ALTER TABLE portal_accounts ADD COLUMN language TEXT;
