-- What fiscal documents and services are made of. Rows of the organisation's country are shipped once and its
-- own from then on: all can be changed; what is used is deactivated, never deleted.

-- Condiciones de IVA: what issuers and receivers are before the tax agency.
CREATE TABLE tax_conditions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    country TEXT NOT NULL,
    -- As the agency numbers it.
    code TEXT,
    -- Of documents without legal validity.
    is_fantasy BOOLEAN NOT NULL DEFAULT FALSE,
    UNIQUE (country, name_folded)
);

-- Tipos de factura.
CREATE TABLE invoice_types (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    country TEXT NOT NULL,
    code TEXT,
    letter TEXT,
    purpose TEXT NOT NULL CHECK (purpose IN ('invoice', 'credit_note', 'debit_note')),
    -- Whether net, tax and total stand apart on the page.
    shows_tax BOOLEAN NOT NULL DEFAULT TRUE,
    is_fantasy BOOLEAN NOT NULL DEFAULT FALSE,
    -- The type that takes back a document of this one.
    credit_type_id BIGINT REFERENCES invoice_types (id),
    UNIQUE (country, name_folded),
    CHECK (credit_type_id IS NULL OR purpose <> 'credit_note')
);
CREATE INDEX invoice_types_credit ON invoice_types (credit_type_id);

-- Which types an issuer of one condition may send to a receiver of another.
CREATE TABLE allowed_types (
    issuer_condition_id BIGINT NOT NULL REFERENCES tax_conditions (id),
    receiver_condition_id BIGINT NOT NULL REFERENCES tax_conditions (id),
    invoice_type_id BIGINT NOT NULL REFERENCES invoice_types (id),
    PRIMARY KEY (issuer_condition_id, receiver_condition_id, invoice_type_id)
);
CREATE INDEX allowed_types_receiver ON allowed_types (receiver_condition_id);
CREATE INDEX allowed_types_type ON allowed_types (invoice_type_id);

-- Impuestos.
CREATE TABLE taxes (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    country TEXT NOT NULL,
    code TEXT,
    -- What is exempt or not taxed has no rate, and is no rate of zero.
    kind TEXT NOT NULL CHECK (kind IN ('rated', 'exempt', 'untaxed')),
    -- Hundredths of a per cent.
    rate_bp BIGINT NOT NULL CHECK (rate_bp BETWEEN 0 AND 10000),
    -- Whether prices hold it already.
    is_inside BOOLEAN NOT NULL DEFAULT FALSE,
    UNIQUE (country, name_folded),
    CHECK (kind = 'rated' OR rate_bp = 0)
);

-- Razones sociales: who issues.
CREATE TABLE legal_entities (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    country TEXT NOT NULL,
    -- «De fantasía»: without legal validity.
    is_fantasy BOOLEAN NOT NULL DEFAULT FALSE,
    tax_id TEXT,
    tax_condition_id BIGINT NOT NULL REFERENCES tax_conditions (id),
    -- Whether the agency authorises each invoice.
    is_electronic BOOLEAN NOT NULL DEFAULT FALSE,
    -- Whether the agency has it send class M where others send A.
    sends_class_m BOOLEAN NOT NULL DEFAULT FALSE,
    -- First part of a document's number.
    point_of_sale BIGINT NOT NULL DEFAULT 1 CHECK (point_of_sale BETWEEN 1 AND 99999),
    address TEXT,
    city TEXT,
    state TEXT,
    postal_code TEXT,
    email TEXT,
    phone TEXT,
    UNIQUE (country, name_folded),
    CHECK (is_fantasy OR tax_id IS NOT NULL)
);
CREATE INDEX legal_entities_condition ON legal_entities (tax_condition_id);

-- Ciclos de facturación.
CREATE TABLE billing_cycles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    day BIGINT NOT NULL CHECK (day BETWEEN 1 AND 28),
    due_days BIGINT NOT NULL CHECK (due_days BETWEEN 0 AND 365),
    UNIQUE (name_folded)
);

-- Planes.
CREATE TABLE plans (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    currency TEXT NOT NULL,
    -- Minor units of the currency.
    price BIGINT NOT NULL CHECK (price BETWEEN 0 AND 999999999999),
    every BIGINT NOT NULL DEFAULT 1 CHECK (every BETWEEN 1 AND 365),
    unit TEXT NOT NULL DEFAULT 'month' CHECK (unit IN ('day', 'week', 'month', 'year')),
    trial_days BIGINT NOT NULL DEFAULT 0 CHECK (trial_days BETWEEN 0 AND 365),
    tax_id BIGINT REFERENCES taxes (id),
    -- Megabits per second.
    down_mbps BIGINT CHECK (down_mbps BETWEEN 1 AND 1000000),
    up_mbps BIGINT CHECK (up_mbps BETWEEN 1 AND 1000000),
    UNIQUE (name_folded)
);
CREATE INDEX plans_tax ON plans (tax_id);

-- Servidores y coberturas: where a service comes from, and where it reaches. Contracts point to them, not
-- customers, so that they stand apart from `lookups`.
CREATE TABLE servers (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    UNIQUE (name_folded)
);
CREATE TABLE coverages (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    UNIQUE (name_folded)
);
