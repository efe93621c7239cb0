-- Money that goes back to the card it came from: all of a payment, decided by the staff, asked of the gateway once.
CREATE TABLE refunds (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    payment_id BIGINT NOT NULL REFERENCES payments (id),
    charge_id BIGINT NOT NULL REFERENCES charges (id),
    status TEXT NOT NULL CHECK (status IN ('prepared', 'sent', 'review', 'approved', 'refused')),
    reason TEXT NOT NULL,
    response_code BIGINT, error TEXT,
    attempts BIGINT NOT NULL DEFAULT 0, next_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL, settled_at TIMESTAMP
);
-- The wall against giving back twice: another one only where the one before was refused.
CREATE UNIQUE INDEX refunds_once ON refunds (payment_id) WHERE status <> 'refused';
CREATE INDEX refunds_payment ON refunds (payment_id, id);
CREATE INDEX refunds_charge ON refunds (charge_id);
CREATE INDEX refunds_next ON refunds (next_at) WHERE next_at IS NOT NULL;
