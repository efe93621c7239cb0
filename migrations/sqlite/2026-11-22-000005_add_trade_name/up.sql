ALTER TABLE customer_details ADD COLUMN trade_name TEXT;
