CREATE TABLE contracts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL UNIQUE,                 -- con_…
    version BIGINT NOT NULL DEFAULT 1,
    customer_id BIGINT NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    org_unit_id BIGINT,                             -- a reference once units exist
    number TEXT UNIQUE,                             -- the organisation's own; the id is shown without one
    plan_id BIGINT NOT NULL REFERENCES plans (id),
    server_id BIGINT REFERENCES servers (id),
    coverage_id BIGINT REFERENCES coverages (id),
    node TEXT,
    state TEXT NOT NULL CHECK (state IN ('draft', 'enabled', 'alerted', 'disabled', 'ended')),
    start_date DATE NOT NULL,
    end_date DATE,
    address TEXT, district TEXT, city TEXT, region TEXT, postal_code TEXT,
    latitude BIGINT CHECK (latitude BETWEEN -90000000 AND 90000000),       -- millionths of a degree
    longitude BIGINT CHECK (longitude BETWEEN -180000000 AND 180000000),
    ip TEXT, mac TEXT,
    notes TEXT,
    currency TEXT NOT NULL,                         -- the plan's when it was chosen
    price BIGINT CHECK (price BETWEEN 0 AND 999999999999),   -- override; null = the plan's
    discount_bp BIGINT NOT NULL DEFAULT 0 CHECK (discount_bp BETWEEN 0 AND 10000),
    billed_until DATE,                              -- last day of the last period that was invoiced
    -- What a deactivation or archiving of the customer ended, for its undo: untouched while updated_at = stopped_at.
    stopped_at TIMESTAMP, state_before TEXT,
    created_by BIGINT REFERENCES staff (id), created_at TIMESTAMP NOT NULL, updated_at TIMESTAMP NOT NULL,
    CHECK ((latitude IS NULL) = (longitude IS NULL)),
    CHECK (end_date IS NULL OR end_date >= start_date)
);
CREATE INDEX contracts_customer ON contracts (customer_id, state, id);
CREATE INDEX contracts_state ON contracts (state, start_date, id);
CREATE INDEX contracts_start ON contracts (start_date, id);
CREATE INDEX contracts_plan ON contracts (plan_id, customer_id, state);
CREATE INDEX contracts_server ON contracts (server_id, customer_id, state) WHERE server_id IS NOT NULL;
CREATE INDEX contracts_coverage ON contracts (coverage_id, customer_id, state) WHERE coverage_id IS NOT NULL;

CREATE TABLE subscriptions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL UNIQUE,                 -- sub_…
    version BIGINT NOT NULL DEFAULT 1,
    customer_id BIGINT NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    org_unit_id BIGINT,
    contract_id BIGINT REFERENCES contracts (id),
    plan_id BIGINT NOT NULL REFERENCES plans (id),
    status TEXT NOT NULL CHECK (status IN ('scheduled', 'trialing', 'active', 'retrying', 'unpaid', 'paused', 'canceled', 'finished')),
    start_at DATE NOT NULL,
    trial_end DATE,
    current_period_start DATE, current_period_end DATE,
    next_charge_on DATE,                            -- null = no more charges
    anchor_day BIGINT NOT NULL CHECK (anchor_day BETWEEN 1 AND 31),   -- 31 = last day of short months
    payment_method TEXT CHECK (payment_method IN ('card', 'transfer', 'cash', 'gateway', 'debit')),  -- null = the customer's
    card_id BIGINT,                                 -- null = the default card; no reference, cards come later
    quantity BIGINT NOT NULL DEFAULT 1 CHECK (quantity BETWEEN 1 AND 100000),
    currency TEXT NOT NULL,
    price BIGINT CHECK (price BETWEEN 0 AND 999999999999),
    discount_bp BIGINT NOT NULL DEFAULT 0 CHECK (discount_bp BETWEEN 0 AND 10000),
    cycles BIGINT CHECK (cycles BETWEEN 1 AND 1200), cycles_done BIGINT NOT NULL DEFAULT 0,
    cancel_at DATE, cancel_reason TEXT,
    attention_reason TEXT CHECK (attention_reason IN ('no_card', 'gateway', 'biller', 'currency', 'plan')),
    stopped_at TIMESTAMP, status_before TEXT,       -- also what «reanudar» goes back to
    created_by BIGINT REFERENCES staff (id), created_at TIMESTAMP NOT NULL, updated_at TIMESTAMP NOT NULL
);
CREATE INDEX subscriptions_customer ON subscriptions (customer_id, status, id);
CREATE INDEX subscriptions_due ON subscriptions (next_charge_on, id) WHERE next_charge_on IS NOT NULL;
CREATE INDEX subscriptions_status ON subscriptions (status, start_at, id);
CREATE INDEX subscriptions_start ON subscriptions (start_at, id);
CREATE INDEX subscriptions_plan ON subscriptions (plan_id, customer_id, status);
CREATE INDEX subscriptions_contract ON subscriptions (contract_id) WHERE contract_id IS NOT NULL;
CREATE INDEX subscriptions_card ON subscriptions (card_id) WHERE card_id IS NOT NULL;
