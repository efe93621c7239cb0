-- The document that its customer was paying when the card was missing: afterwards the way leads back there. No
-- reference: whoever comes back is shown their own documents only.
ALTER TABLE card_enrolments ADD COLUMN pays_invoice_id BIGINT;
