-- Whether the customer asked for the charge in the portal: it is tried once, and nothing follows a refusal.
ALTER TABLE charges ADD COLUMN by_hand BOOLEAN NOT NULL DEFAULT FALSE;
