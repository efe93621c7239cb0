-- Derived, like category: written by the room `accounts` only; no version, no updated_at, no history.
ALTER TABLE customers ADD COLUMN unpaid_count BIGINT NOT NULL DEFAULT 0;
-- «Morosos de una zona con 2 o más impagas» and the tab are read from the index alone.
CREATE INDEX customers_zone_category ON customers (zone_id, category, name_sort, id, unpaid_count) WHERE zone_id IS NOT NULL;
DROP INDEX customers_category;
CREATE INDEX customers_category ON customers (category, name_sort, id, unpaid_count);

-- Every customer has one (inserted with the customer), so that filters for zero and «no» find everybody.
CREATE TABLE customer_accounts (
    customer_id BIGINT PRIMARY KEY NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    unpaid_balance BIGINT NOT NULL DEFAULT 0,      -- in the customer's currency; others in customer_balances
    overdue_count BIGINT NOT NULL DEFAULT 0,
    overdue_since DATE,                            -- due day of the oldest overdue invoice
    has_services BOOLEAN NOT NULL DEFAULT FALSE,   -- any contract (not draft) or subscription, ever
    has_live BOOLEAN NOT NULL DEFAULT FALSE,       -- contract enabled|alerted, subscription trialing|active|retrying
    has_unpaid_subscription BOOLEAN NOT NULL DEFAULT FALSE,
    card_state TEXT NOT NULL DEFAULT 'none' CHECK (card_state IN ('none', 'valid', 'expiring', 'expired', 'failed')),
    card_expires_on DATE,                          -- last day of the default card's month
    -- The first day on which time alone changes any of this or the category.
    next_change_on DATE
);
CREATE INDEX customer_accounts_change ON customer_accounts (next_change_on, customer_id) WHERE next_change_on IS NOT NULL;
INSERT INTO customer_accounts (customer_id) SELECT id FROM customers;

CREATE TABLE customer_balances (
    customer_id BIGINT NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    currency TEXT NOT NULL,
    unpaid_count BIGINT NOT NULL DEFAULT 0,
    unpaid_balance BIGINT NOT NULL DEFAULT 0,
    credit BIGINT NOT NULL DEFAULT 0,              -- saldo a favor: paid and not yet applied
    sales_total BIGINT NOT NULL DEFAULT 0,         -- issued, less credit notes
    PRIMARY KEY (customer_id, currency)
);
-- Ventas por mes: «mes en curso» and the chart are one range of this key.
CREATE TABLE customer_sales (
    customer_id BIGINT NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    currency TEXT NOT NULL,
    month DATE NOT NULL,                           -- its first day
    amount BIGINT NOT NULL,
    PRIMARY KEY (customer_id, currency, month)
);

-- Moves whenever a derived category changed: the tabs' numbers know by it that they are old.
CREATE TABLE derivations (id BIGINT PRIMARY KEY NOT NULL CHECK (id = 1), moves BIGINT NOT NULL);
INSERT INTO derivations (id, moves) VALUES (1, 0);
-- What has to happen once a day, also when the process did not run at midnight.
CREATE TABLE daily_work (name TEXT PRIMARY KEY NOT NULL, done_on DATE NOT NULL);

-- Facturación (W20–W27). Every customer has one, as of customer_details.
CREATE TABLE customer_billing (
    customer_id BIGINT PRIMARY KEY NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    billing_enabled BOOLEAN NOT NULL DEFAULT FALSE,
    legal_entity_id BIGINT REFERENCES legal_entities (id),
    tax_condition_id BIGINT REFERENCES tax_conditions (id),
    invoice_type_id BIGINT REFERENCES invoice_types (id),
    tax_id_fk BIGINT REFERENCES taxes (id),
    payment_method TEXT,                            -- card, transfer, cash, gateway, debit
    collection_mode TEXT NOT NULL DEFAULT 'send_invoice' CHECK (collection_mode IN ('send_invoice', 'charge_payment')),
    own_cycle BOOLEAN NOT NULL DEFAULT FALSE,
    billing_cycle_id BIGINT REFERENCES billing_cycles (id),   -- null = inherited from the organisation
    effective_billing_day BIGINT CHECK (effective_billing_day BETWEEN 1 AND 28),   -- derived, X22
    due_days BIGINT CHECK (due_days BETWEEN 0 AND 365),       -- null = the cycle's
    mail_invoice BOOLEAN NOT NULL DEFAULT TRUE,
    mail_payment BOOLEAN NOT NULL DEFAULT TRUE,
    mail_reminder BOOLEAN NOT NULL DEFAULT TRUE,
    mail_manual BOOLEAN NOT NULL DEFAULT TRUE,
    tax_regime TEXT, cfdi_use TEXT, fiscal_postal_code TEXT,             -- MX
    tax_responsibilities TEXT,                                           -- CO
    business_activity TEXT, commune TEXT,                                -- CL: giro, comuna
    CHECK (payment_method IS NULL OR payment_method IN ('card', 'transfer', 'cash', 'gateway', 'debit')),
    CHECK (NOT own_cycle OR billing_cycle_id IS NOT NULL)
);
CREATE INDEX customer_billing_day ON customer_billing (billing_enabled, effective_billing_day, customer_id);
CREATE INDEX customer_billing_entity ON customer_billing (legal_entity_id) WHERE legal_entity_id IS NOT NULL;
CREATE INDEX customer_billing_condition ON customer_billing (tax_condition_id) WHERE tax_condition_id IS NOT NULL;
CREATE INDEX customer_billing_type ON customer_billing (invoice_type_id) WHERE invoice_type_id IS NOT NULL;
CREATE INDEX customer_billing_tax ON customer_billing (tax_id_fk) WHERE tax_id_fk IS NOT NULL;
CREATE INDEX customer_billing_cycle ON customer_billing (billing_cycle_id) WHERE billing_cycle_id IS NOT NULL;
INSERT INTO customer_billing (customer_id) SELECT id FROM customers;

-- Saved views and kept columns of other lists than the customers'.
ALTER TABLE saved_views ADD COLUMN list TEXT NOT NULL DEFAULT 'customers';
DROP INDEX saved_views_name;
CREATE UNIQUE INDEX saved_views_name ON saved_views (staff_id, kind, list, name);
CREATE TABLE list_looks (
    staff_id BIGINT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    list TEXT NOT NULL, shown TEXT NOT NULL, per_page BIGINT NOT NULL,
    PRIMARY KEY (staff_id, list)
);
