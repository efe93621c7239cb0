ALTER TABLE customer_details DROP COLUMN trade_name;
