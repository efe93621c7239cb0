DROP VIEW customer_search;
DROP TABLE customer_legal;
DROP TABLE customer_shipping;
DROP TABLE customer_notify_emails;
DROP TABLE customer_phones;
DROP TABLE customer_details;
DROP TABLE customers;
DROP FUNCTION fold(TEXT);
