ALTER TABLE customers ADD COLUMN trade_name TEXT;
