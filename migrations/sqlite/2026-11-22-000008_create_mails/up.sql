-- The outbox: written in the transaction that has something to say, emptied by the sender. Bodies are
-- erased once sent; one with a secret lies in `sealed` only, encrypted.
CREATE TABLE mails (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    message_id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    to_address TEXT NOT NULL,
    to_name TEXT NOT NULL,
    subject TEXT NOT NULL,
    text TEXT,
    html TEXT,
    sealed TEXT,
    staff_id BIGINT REFERENCES staff (id) ON DELETE SET NULL,
    customer_id BIGINT REFERENCES customers (id) ON DELETE CASCADE,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'cancelled')),
    attempts BIGINT NOT NULL DEFAULT 0,
    -- When to try next; while a sender has it, when its lease ends.
    next_at TIMESTAMP NOT NULL,
    locked_by TEXT,
    locked_until TIMESTAMP,
    last_error TEXT,
    expires_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    sent_at TIMESTAMP
);
CREATE INDEX mails_due ON mails (next_at, id) WHERE state IN ('queued', 'sending');
CREATE INDEX mails_state ON mails (state, id);
CREATE INDEX mails_customer ON mails (customer_id, id);
CREATE INDEX mails_staff ON mails (staff_id, id);
