ALTER TABLE card_enrolments DROP COLUMN pays_invoice_id;
