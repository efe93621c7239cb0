-- Pasarelas: a catalogue as the others (name, name_folded, version, is_active first).
CREATE TABLE gateways (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    name TEXT NOT NULL, name_folded TEXT NOT NULL,
    end_kind TEXT NOT NULL CHECK (end_kind IN ('simulator', 'webpay_oneclick')),
    currency TEXT NOT NULL,
    base_url TEXT, commerce_code TEXT, store_code TEXT,
    secret_sealed TEXT,                             -- set on a page of its own, never shown
    UNIQUE (name_folded)
);
-- Who a customer is to a gateway; the export's column 19.
CREATE TABLE customer_gateways (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    customer_id BIGINT NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    gateway_id BIGINT NOT NULL REFERENCES gateways (id),
    external_id TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('active', 'removed')),
    next_card BIGINT NOT NULL DEFAULT 1,            -- one username per card: external_id-N
    UNIQUE (gateway_id, external_id), UNIQUE (customer_id, gateway_id)
);
CREATE TABLE cards (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL UNIQUE,                 -- car_…
    version BIGINT NOT NULL DEFAULT 1,
    customer_id BIGINT NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    gateway_id BIGINT NOT NULL REFERENCES gateways (id),
    username TEXT NOT NULL,
    token_sealed TEXT NOT NULL,                     -- bound to public_id, as letters are to their message
    brand TEXT NOT NULL, last4 TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('credit', 'debit', 'prepaid')),
    exp_month BIGINT, exp_year BIGINT,              -- Oneclick does not tell them
    holder TEXT,
    is_default BOOLEAN NOT NULL DEFAULT FALSE,
    status TEXT NOT NULL CHECK (status IN ('active', 'expired', 'failed', 'removed')),
    failure_count BIGINT NOT NULL DEFAULT 0,
    created_at TIMESTAMP NOT NULL, removed_at TIMESTAMP,
    UNIQUE (gateway_id, username),
    CHECK (NOT is_default OR status <> 'removed')
);
CREATE INDEX cards_customer ON cards (customer_id, status, id);
CREATE UNIQUE INDEX cards_default ON cards (customer_id) WHERE is_default;
CREATE TABLE card_enrolments (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL UNIQUE,                 -- enr_…: names the result page
    customer_id BIGINT REFERENCES customers (id) ON DELETE SET NULL,   -- gone: what comes back is removed at the gateway
    gateway_id BIGINT NOT NULL REFERENCES gateways (id),
    username TEXT NOT NULL,
    token_hash TEXT UNIQUE, token_sealed TEXT,      -- null until the gateway answered
    status TEXT NOT NULL CHECK (status IN ('started', 'confirming', 'done', 'refused', 'canceled', 'expired', 'review')),
    response_code BIGINT,
    card_id BIGINT,
    replaces_card_id BIGINT,                        -- «Cambiar tarjeta»
    via TEXT NOT NULL CHECK (via IN ('panel', 'portal', 'link')),
    started_by BIGINT REFERENCES staff (id),
    attempts BIGINT NOT NULL DEFAULT 0, next_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL, expires_at TIMESTAMP NOT NULL, returned_at TIMESTAMP
);
CREATE INDEX card_enrolments_customer ON card_enrolments (customer_id, id);
CREATE INDEX card_enrolments_next ON card_enrolments (next_at) WHERE next_at IS NOT NULL;
CREATE TABLE charges (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    buy_order TEXT NOT NULL UNIQUE,                 -- ≤ 26, made before anything is sent: P<payment>-<attempt>
    payment_id BIGINT NOT NULL REFERENCES payments (id),
    invoice_id BIGINT NOT NULL REFERENCES invoices (id),
    card_id BIGINT NOT NULL, gateway_id BIGINT NOT NULL REFERENCES gateways (id),
    amount BIGINT NOT NULL, currency TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('prepared', 'sent', 'review', 'approved', 'refused', 'reversed')),
    response_code BIGINT, authorization_code TEXT, error TEXT,
    attempts BIGINT NOT NULL DEFAULT 0, next_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL, settled_at TIMESTAMP
);
-- One question open per invoice: the wall against a double charge.
CREATE UNIQUE INDEX charges_open ON charges (invoice_id) WHERE status IN ('prepared', 'sent', 'review');
CREATE INDEX charges_next ON charges (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX charges_payment ON charges (payment_id);
-- Removals owed to gateways; they outlive card and customer. No reference to either.
CREATE TABLE card_removals (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL,                        -- the card's, to open the seal
    gateway_id BIGINT NOT NULL REFERENCES gateways (id),
    username TEXT NOT NULL, token_sealed TEXT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0, next_at TIMESTAMP NOT NULL, last_error TEXT, done_at TIMESTAMP
);
CREATE INDEX card_removals_next ON card_removals (next_at) WHERE done_at IS NULL;
CREATE TABLE card_links (
    token_hash TEXT PRIMARY KEY NOT NULL,           -- renewal link, 256 bits, 7 days, shows nothing but the brand and last4
    customer_id BIGINT NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    expires_at TIMESTAMP NOT NULL, used_at TIMESTAMP
);
CREATE INDEX card_links_customer ON card_links (customer_id);
-- The memory of the built-in simulator, which plays a gateway: what it was told to answer, and what it charged.
CREATE TABLE simulated_cards (
    token TEXT PRIMARY KEY NOT NULL, username TEXT NOT NULL, return_url TEXT NOT NULL,
    answer TEXT CHECK (answer IN ('approve', 'refuse', 'cancel', 'timeout')),
    confirmed_at TIMESTAMP, removed_at TIMESTAMP, created_at TIMESTAMP NOT NULL
);
CREATE TABLE simulated_charges (
    buy_order TEXT PRIMARY KEY NOT NULL, amount BIGINT NOT NULL, response_code BIGINT NOT NULL, refunded BIGINT NOT NULL DEFAULT 0
);
