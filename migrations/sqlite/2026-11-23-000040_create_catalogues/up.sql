-- What fiscal documents are made of. Rows are shipped for a country and the organisation's own from then
-- on: all can be changed; what is used is disabled, never deleted.

-- Condiciones de IVA: what issuers and receivers are before the tax agency.
CREATE TABLE tax_conditions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    country TEXT NOT NULL,
    -- As the agency numbers it.
    code TEXT,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    -- Of documents without legal validity.
    is_fantasy BOOLEAN NOT NULL DEFAULT FALSE,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (country, name_folded)
);

-- Tipos de factura.
CREATE TABLE invoice_types (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    country TEXT NOT NULL,
    code TEXT,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    letter TEXT,
    purpose TEXT NOT NULL CHECK (purpose IN ('invoice', 'credit_note', 'debit_note')),
    -- Whether net, tax and total stand apart on the page.
    shows_tax BOOLEAN NOT NULL DEFAULT TRUE,
    is_fantasy BOOLEAN NOT NULL DEFAULT FALSE,
    -- The type that takes back a document of this one.
    credit_type_id BIGINT REFERENCES invoice_types (id),
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (country, name_folded)
);

-- Which types an issuer of one condition may send to a receiver of another.
CREATE TABLE allowed_types (
    issuer_condition_id BIGINT NOT NULL REFERENCES tax_conditions (id) ON DELETE CASCADE,
    receiver_condition_id BIGINT NOT NULL REFERENCES tax_conditions (id) ON DELETE CASCADE,
    invoice_type_id BIGINT NOT NULL REFERENCES invoice_types (id) ON DELETE CASCADE,
    PRIMARY KEY (issuer_condition_id, receiver_condition_id, invoice_type_id)
);
CREATE INDEX allowed_types_receiver ON allowed_types (receiver_condition_id);
CREATE INDEX allowed_types_type ON allowed_types (invoice_type_id);

-- Impuestos.
CREATE TABLE taxes (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    country TEXT NOT NULL,
    code TEXT,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    -- Hundredths of a per cent.
    rate_bp BIGINT NOT NULL CHECK (rate_bp BETWEEN 0 AND 10000),
    -- Whether prices hold it already.
    is_inside BOOLEAN NOT NULL DEFAULT FALSE,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (country, name_folded)
);

-- Razones sociales: who issues.
CREATE TABLE legal_entities (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL UNIQUE,
    -- «De fantasía»: without legal validity.
    is_fantasy BOOLEAN NOT NULL DEFAULT FALSE,
    country TEXT NOT NULL,
    tax_id_type TEXT,
    tax_id TEXT,
    tax_condition_id BIGINT REFERENCES tax_conditions (id),
    address TEXT,
    city TEXT,
    state TEXT,
    postal_code TEXT,
    email TEXT,
    phone TEXT,
    -- First part of a document's number.
    point_of_sale BIGINT NOT NULL DEFAULT 1 CHECK (point_of_sale BETWEEN 1 AND 99999),
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX legal_entities_condition ON legal_entities (tax_condition_id);

-- Ciclos de facturación.
CREATE TABLE billing_cycles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL UNIQUE,
    day BIGINT NOT NULL CHECK (day BETWEEN 1 AND 28),
    due_days BIGINT NOT NULL CHECK (due_days BETWEEN 0 AND 365),
    -- Of customers without one of their own.
    is_usual BOOLEAN NOT NULL DEFAULT FALSE,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    created_at TIMESTAMP NOT NULL
);

-- Planes.
CREATE TABLE plans (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL UNIQUE,
    -- Minor units of the currency.
    price BIGINT NOT NULL CHECK (price >= 0),
    currency TEXT NOT NULL,
    every BIGINT NOT NULL DEFAULT 1 CHECK (every BETWEEN 1 AND 365),
    unit TEXT NOT NULL DEFAULT 'month' CHECK (unit IN ('day', 'week', 'month', 'year')),
    trial_days BIGINT NOT NULL DEFAULT 0 CHECK (trial_days BETWEEN 0 AND 365),
    tax_id BIGINT REFERENCES taxes (id),
    -- Kilobits per second.
    down_kbps BIGINT,
    up_kbps BIGINT,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX plans_tax ON plans (tax_id);
