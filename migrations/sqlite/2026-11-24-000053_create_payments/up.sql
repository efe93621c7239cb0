CREATE TABLE payments (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL UNIQUE,                 -- pay_…
    version BIGINT NOT NULL DEFAULT 1,
    customer_id BIGINT NOT NULL REFERENCES customers (id),
    currency TEXT NOT NULL,
    amount BIGINT NOT NULL CHECK (amount BETWEEN 1 AND 999999999999),
    applied BIGINT NOT NULL DEFAULT 0 CHECK (applied BETWEEN 0 AND amount),
    refunded BIGINT NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND amount),
    method TEXT NOT NULL CHECK (method IN ('card', 'transfer', 'cash', 'gateway', 'debit')),
    status TEXT NOT NULL CHECK (status IN ('waiting', 'review', 'successful', 'rejected', 'unable_to_charge', 'refunded', 'partially_refunded', 'reversed')),
    gateway_id BIGINT, card_id BIGINT,              -- no reference: the payment outlives both
    card_label TEXT,                                -- «Visa 6623»
    reference TEXT,
    paid_at TIMESTAMP NOT NULL,
    received_by BIGINT REFERENCES staff (id),
    reversed_at TIMESTAMP, reason TEXT,
    once TEXT UNIQUE,                               -- the form's own mark: the same form twice is one payment
    created_at TIMESTAMP NOT NULL, updated_at TIMESTAMP NOT NULL
);
CREATE INDEX payments_customer ON payments (customer_id, paid_at, id);
CREATE INDEX payments_paid ON payments (paid_at, id);
CREATE INDEX payments_status ON payments (status, paid_at, id);
-- What settles what: a payment, or a credit note (source_id is then its invoice).
CREATE TABLE allocations (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    invoice_id BIGINT NOT NULL REFERENCES invoices (id),
    payment_id BIGINT REFERENCES payments (id),
    credit_note_id BIGINT REFERENCES invoices (id),
    amount BIGINT NOT NULL CHECK (amount > 0),
    at TIMESTAMP NOT NULL,
    taken_back_at TIMESTAMP,
    CHECK ((payment_id IS NULL) <> (credit_note_id IS NULL))
);
CREATE INDEX allocations_invoice ON allocations (invoice_id);
CREATE INDEX allocations_payment ON allocations (payment_id) WHERE payment_id IS NOT NULL;
CREATE INDEX allocations_note ON allocations (credit_note_id) WHERE credit_note_id IS NOT NULL;
