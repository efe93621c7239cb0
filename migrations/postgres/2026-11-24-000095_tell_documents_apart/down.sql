DROP INDEX payments_reference;
DROP INDEX invoices_notes;
DROP INDEX invoices_status_newest;
CREATE INDEX invoices_status_newest ON invoices (status, id);
UPDATE invoices SET due_date = issue_date WHERE kind = 'credit_note';
