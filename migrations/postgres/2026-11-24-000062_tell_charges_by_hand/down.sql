ALTER TABLE charges DROP COLUMN by_hand;
