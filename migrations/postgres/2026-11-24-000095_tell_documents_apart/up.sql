-- A credit note is not due: nobody pays it.
UPDATE invoices SET due_date = NULL WHERE kind = 'credit_note';
-- It is kept as paid and called applied: what is paid is counted without it from the index of states alone, and those
-- that are applied, few beside the others, have one of their own.
DROP INDEX invoices_status_newest;
CREATE INDEX invoices_status_newest ON invoices (status, id, kind);
CREATE INDEX invoices_notes ON invoices (id, status) WHERE kind = 'credit_note';
-- A payment is looked for by what the payer or the bank calls it.
CREATE INDEX payments_reference ON payments (lower(reference)) WHERE reference IS NOT NULL;
