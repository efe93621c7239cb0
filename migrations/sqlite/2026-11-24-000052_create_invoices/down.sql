DELETE FROM history WHERE entity = 'invoice';
DELETE FROM jobs WHERE kind IN ('billing_run', 'invoice_mails', 'billing_days');
DROP TABLE notices;
DROP TABLE billing_items;
DROP TABLE invoice_taxes;
DROP TABLE invoice_lines;
DROP TABLE invoice_papers;
DROP TABLE invoices;
DROP TABLE invoice_series;
