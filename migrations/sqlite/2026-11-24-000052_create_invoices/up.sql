-- A series is a razón social, its point of sale and a type. Numbers come from here, inside the transaction that issues.
CREATE TABLE invoice_series (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    legal_entity_id BIGINT NOT NULL REFERENCES legal_entities (id),
    point_of_sale BIGINT NOT NULL,
    invoice_type_id BIGINT NOT NULL REFERENCES invoice_types (id),
    next_number BIGINT NOT NULL DEFAULT 1 CHECK (next_number >= 1),
    UNIQUE (legal_entity_id, point_of_sale, invoice_type_id)
);
CREATE TABLE invoices (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL UNIQUE,                 -- inv_…
    version BIGINT NOT NULL DEFAULT 1,
    customer_id BIGINT NOT NULL REFERENCES customers (id),    -- no cascade: whoever has documents is anonymised
    legal_entity_id BIGINT NOT NULL REFERENCES legal_entities (id),
    invoice_type_id BIGINT NOT NULL REFERENCES invoice_types (id),
    series_id BIGINT REFERENCES invoice_series (id),
    number BIGINT,
    full_number TEXT,                               -- 00003-00001234, for the search box and lists
    kind TEXT NOT NULL CHECK (kind IN ('recurring', 'one_off', 'credit_note', 'debit_note')),
    status TEXT NOT NULL CHECK (status IN ('draft', 'issuing', 'authorizing', 'authorizing_error', 'pending', 'partially_paid', 'paid', 'rejected', 'voided')),
    contract_id BIGINT REFERENCES contracts (id),
    subscription_id BIGINT REFERENCES subscriptions (id),
    corrects_id BIGINT REFERENCES invoices (id),    -- of a note: the document that it corrects
    period_start DATE, period_end DATE,
    issue_date DATE, due_date DATE,
    currency TEXT NOT NULL,
    subtotal BIGINT NOT NULL, tax BIGINT NOT NULL, total BIGINT NOT NULL CHECK (total BETWEEN 0 AND 999999999999),
    paid BIGINT NOT NULL DEFAULT 0, credited BIGINT NOT NULL DEFAULT 0,
    balance BIGINT NOT NULL DEFAULT 0,              -- total - paid - credited while open; 0 in draft, voided, credit notes
    payment_method TEXT,
    job_id BIGINT,                                  -- the run that made it
    created_by BIGINT REFERENCES staff (id), created_at TIMESTAMP NOT NULL, updated_at TIMESTAMP NOT NULL,
    UNIQUE (series_id, number),
    CHECK ((series_id IS NULL) = (number IS NULL)),
    CHECK (paid >= 0 AND credited >= 0 AND balance >= 0)
);
-- Nothing twice for a period, whoever asks: two runs, a run and a hand, a run that was killed.
CREATE UNIQUE INDEX invoices_contract_period ON invoices (contract_id, period_start)
    WHERE contract_id IS NOT NULL AND kind = 'recurring' AND status <> 'voided';
CREATE UNIQUE INDEX invoices_subscription_period ON invoices (subscription_id, period_start)
    WHERE subscription_id IS NOT NULL AND kind = 'recurring' AND status <> 'voided';
-- Figures of a customer come from this index alone.
CREATE INDEX invoices_customer ON invoices (customer_id, status, due_date, currency, balance);
CREATE INDEX invoices_customer_newest ON invoices (customer_id, issue_date, id);
CREATE INDEX invoices_issue ON invoices (issue_date, id);
CREATE INDEX invoices_status ON invoices (status, issue_date, id);
CREATE INDEX invoices_due ON invoices (status, due_date, id);
CREATE INDEX invoices_number ON invoices (full_number) WHERE full_number IS NOT NULL;
CREATE INDEX invoices_corrects ON invoices (corrects_id) WHERE corrects_id IS NOT NULL;
CREATE INDEX invoices_job ON invoices (job_id, id) WHERE job_id IS NOT NULL;

-- What only the document's own page reads: rows of invoices stay narrow. One for each.
CREATE TABLE invoice_papers (
    invoice_id BIGINT PRIMARY KEY NOT NULL REFERENCES invoices (id) ON DELETE CASCADE,
    issuer TEXT NOT NULL,                           -- snapshots as JSON, written at issue; '{}' in drafts
    receiver TEXT NOT NULL,
    paper TEXT NOT NULL,                            -- of the type, at issue: name, letter, code, shows_tax
    notes TEXT,
    org_unit_id BIGINT,
    authorization_code TEXT, authorization_due DATE, authorization_error TEXT,
    voided_at TIMESTAMP, reason TEXT
);
CREATE TABLE invoice_lines (
    invoice_id BIGINT NOT NULL REFERENCES invoices (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    description TEXT NOT NULL,
    quantity BIGINT NOT NULL DEFAULT 1000 CHECK (quantity BETWEEN 1 AND 1000000000),   -- thousandths
    unit_price BIGINT NOT NULL CHECK (unit_price BETWEEN 0 AND 999999999999),
    discount_bp BIGINT NOT NULL DEFAULT 0 CHECK (discount_bp BETWEEN 0 AND 10000),
    tax_id BIGINT REFERENCES taxes (id),            -- null = no tax
    tax_inside BOOLEAN NOT NULL DEFAULT FALSE,
    amount BIGINT NOT NULL,                         -- net, or gross where the tax is inside
    PRIMARY KEY (invoice_id, position)
) WITHOUT ROWID;
CREATE INDEX invoice_lines_tax ON invoice_lines (tax_id) WHERE tax_id IS NOT NULL;
CREATE TABLE invoice_taxes (
    invoice_id BIGINT NOT NULL REFERENCES invoices (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    name TEXT NOT NULL, code TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('rated', 'exempt', 'untaxed')),
    rate_bp BIGINT NOT NULL,
    base BIGINT NOT NULL, amount BIGINT NOT NULL,
    PRIMARY KEY (invoice_id, position)
) WITHOUT ROWID;

-- Contracts of a run of «Generar facturas»; frozen by the dry run, in place of job_items, which are customers.
CREATE TABLE billing_items (
    job_id BIGINT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    contract_id BIGINT NOT NULL,
    customer_id BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'ready', 'same', 'refused', 'changed')),
    period_start DATE, period_end DATE,
    total BIGINT, currency TEXT,
    invoice_id BIGINT,
    reason TEXT,                                    -- as data (Said), told in the reader's language
    PRIMARY KEY (job_id, contract_id)
) WITHOUT ROWID;
CREATE INDEX billing_items_state ON billing_items (job_id, state, contract_id);
CREATE INDEX billing_items_customer ON billing_items (customer_id);
-- What was told once is not told twice, whatever is killed: event, its subject and which step of it.
CREATE TABLE notices (
    event TEXT NOT NULL, subject_id BIGINT NOT NULL, step BIGINT NOT NULL DEFAULT 0,
    at TIMESTAMP NOT NULL,
    PRIMARY KEY (event, subject_id, step)
) WITHOUT ROWID;
