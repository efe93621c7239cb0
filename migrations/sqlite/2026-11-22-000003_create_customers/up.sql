CREATE TABLE customers (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_id TEXT NOT NULL UNIQUE,
    version BIGINT NOT NULL DEFAULT 1,
    -- Written by the save path only: what the search and the order by name read.
    name_sort TEXT NOT NULL,
    search_text TEXT NOT NULL DEFAULT '',
    custom_id_folded TEXT,
    email_folded TEXT,
    doc_folded TEXT,
    tax_id_folded TEXT,

    person_kind TEXT NOT NULL DEFAULT 'other',
    name TEXT,
    custom_id TEXT,
    is_vip BOOLEAN NOT NULL DEFAULT FALSE,
    is_bad BOOLEAN NOT NULL DEFAULT FALSE,
    zone_id BIGINT REFERENCES lookups (id),
    seller_id BIGINT REFERENCES lookups (id),
    collector_id BIGINT REFERENCES lookups (id),
    store_id BIGINT REFERENCES lookups (id),

    email TEXT,
    marketing_status TEXT NOT NULL DEFAULT 'subscribed',

    country TEXT,
    doc_type TEXT,
    doc_number TEXT,
    tax_id_type TEXT,
    tax_id TEXT,

    status TEXT NOT NULL DEFAULT 'active'
        CHECK (status IN ('pending', 'active', 'inactive', 'archived', 'anonymized')),
    category TEXT NOT NULL DEFAULT 'active'
        CHECK (category IN ('active', 'inactive', 'delinquent', 'archived')),
    created_via TEXT NOT NULL,
    created_by BIGINT REFERENCES staff (id),
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    CHECK (NOT (is_vip AND is_bad))
);
CREATE UNIQUE INDEX customers_email ON customers (email_folded) WHERE email_folded IS NOT NULL;
CREATE UNIQUE INDEX customers_custom_id ON customers (custom_id_folded) WHERE custom_id_folded IS NOT NULL;
CREATE INDEX customers_doc ON customers (doc_folded) WHERE doc_folded IS NOT NULL;
CREATE INDEX customers_tax_id ON customers (tax_id_folded) WHERE tax_id_folded IS NOT NULL;
-- Composite with the order, never a low-cardinality column alone: SQLite would sort what it finds.
CREATE INDEX customers_name ON customers (name_sort, id, status);
CREATE INDEX customers_category ON customers (category, name_sort, id);
CREATE INDEX customers_zone ON customers (zone_id, name_sort, id, status) WHERE zone_id IS NOT NULL;
CREATE INDEX customers_seller ON customers (seller_id, name_sort, id, status) WHERE seller_id IS NOT NULL;
CREATE INDEX customers_collector ON customers (collector_id, name_sort, id, status) WHERE collector_id IS NOT NULL;
CREATE INDEX customers_created ON customers (created_at, id);
CREATE INDEX customers_updated ON customers (updated_at, id);

-- What hardly any list shows or searches by: rows of customers stay narrow, and there is always one.
CREATE TABLE customer_details (
    customer_id BIGINT PRIMARY KEY NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    first_name TEXT,
    second_name TEXT,
    first_surname TEXT,
    second_surname TEXT,
    gender TEXT NOT NULL DEFAULT 'unknown',
    gender_presumed BOOLEAN NOT NULL DEFAULT FALSE,
    birthday DATE,
    manager_user_id BIGINT REFERENCES staff (id),
    remarks TEXT,
    website TEXT,
    unsubscribed_at TIMESTAMP,
    unsubscribed_via TEXT,
    personal_discount_bp BIGINT,
    currency TEXT,
    address TEXT,
    district TEXT,
    city TEXT,
    state TEXT,
    postal_code TEXT,
    source TEXT,
    source_detail TEXT,
    external_ref TEXT
);
CREATE UNIQUE INDEX customer_details_external_ref ON customer_details (external_ref, COALESCE(source, '')) WHERE external_ref IS NOT NULL;
CREATE INDEX customer_details_manager ON customer_details (manager_user_id) WHERE manager_user_id IS NOT NULL;

-- Position 0 is the landline, 1 the mobile, from 2 on the further ones.
CREATE TABLE customer_phones (
    id INTEGER PRIMARY KEY NOT NULL,
    customer_id BIGINT NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('landline', 'mobile', 'other')),
    number TEXT NOT NULL,
    e164 TEXT,
    digits TEXT NOT NULL
);
CREATE INDEX customer_phones_customer ON customer_phones (customer_id, position);
CREATE INDEX customer_phones_e164 ON customer_phones (e164) WHERE e164 IS NOT NULL;
CREATE INDEX customer_phones_digits ON customer_phones (digits);

CREATE TABLE customer_notify_emails (
    id INTEGER PRIMARY KEY NOT NULL,
    customer_id BIGINT NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    email TEXT NOT NULL,
    email_folded TEXT NOT NULL
);
CREATE INDEX customer_notify_emails_customer ON customer_notify_emails (customer_id, position);
CREATE INDEX customer_notify_emails_email ON customer_notify_emails (email_folded);

CREATE TABLE customer_shipping (
    customer_id BIGINT PRIMARY KEY NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    ship_address TEXT,
    ship_district TEXT,
    ship_city TEXT,
    ship_state TEXT,
    ship_postal_code TEXT,
    ship_country TEXT
);

CREATE TABLE customer_legal (
    customer_id BIGINT PRIMARY KEY NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    legal_name TEXT,
    legal_address TEXT,
    registration_number TEXT,
    certificate_number TEXT,
    certificate_on DATE,
    bank TEXT,
    bank_address TEXT,
    bank_account TEXT,
    correspondent_account TEXT,
    bic TEXT,
    iban TEXT
);

-- Trigram index over the folded text; LIKE on it is what the search uses.
CREATE VIRTUAL TABLE customer_search USING fts5 (
    search_text, content = 'customers', content_rowid = 'id', tokenize = 'trigram', detail = 'none', columnsize = 0
);
CREATE TRIGGER customers_search_insert AFTER INSERT ON customers BEGIN
    INSERT INTO customer_search (rowid, search_text) VALUES (new.id, new.search_text);
END;
CREATE TRIGGER customers_search_delete AFTER DELETE ON customers BEGIN
    INSERT INTO customer_search (customer_search, rowid, search_text) VALUES ('delete', old.id, old.search_text);
END;
CREATE TRIGGER customers_search_update AFTER UPDATE OF search_text ON customers
WHEN old.search_text <> new.search_text BEGIN
    INSERT INTO customer_search (customer_search, rowid, search_text) VALUES ('delete', old.id, old.search_text);
    INSERT INTO customer_search (rowid, search_text) VALUES (new.id, new.search_text);
END;
