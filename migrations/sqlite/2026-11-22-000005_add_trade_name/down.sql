ALTER TABLE customers DROP COLUMN trade_name;
