-- The name by which a customer signs in to the portal, besides the main e-mail; kept in lower case.
ALTER TABLE customer_details ADD COLUMN portal_login TEXT;
CREATE UNIQUE INDEX customer_details_portal_login ON customer_details (portal_login) WHERE portal_login IS NOT NULL;

-- A customer's way into the portal. One temporary password and one link of the staff's, and one link
-- that was asked for, at most: a new one takes the place of the former.
CREATE TABLE portal_accounts (
    customer_id BIGINT PRIMARY KEY NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    password_hash TEXT,
    password_changed_at TIMESTAMP,
    temp_password_hash TEXT,
    temp_expires_at TIMESTAMP,
    temp_used_at TIMESTAMP,
    temp_failures BIGINT NOT NULL DEFAULT 0,
    link_hash TEXT UNIQUE,
    link_expires_at TIMESTAMP,
    link_used_at TIMESTAMP,
    -- What whoever forgot the password asked for: it must not end what the staff mailed.
    forgot_hash TEXT UNIQUE,
    forgot_expires_at TIMESTAMP,
    -- Sessions of a lower number have been ended, also those that are only just being written.
    session_epoch BIGINT NOT NULL DEFAULT 0,
    disabled_at TIMESTAMP,
    last_sign_in_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL
);

-- As the sessions of the staff; a restricted one may set a password and nothing else.
CREATE TABLE portal_sessions (
    key_hash TEXT PRIMARY KEY NOT NULL,
    public_id TEXT NOT NULL UNIQUE,
    customer_id BIGINT REFERENCES customers (id) ON DELETE CASCADE,
    restricted BOOLEAN NOT NULL DEFAULT FALSE,
    epoch BIGINT NOT NULL DEFAULT 0,
    state TEXT NOT NULL,
    address TEXT NOT NULL DEFAULT '',
    user_agent TEXT NOT NULL DEFAULT '',
    created_at TIMESTAMP NOT NULL,
    last_seen_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL
);
CREATE INDEX portal_sessions_customer ON portal_sessions (customer_id);
CREATE INDEX portal_sessions_expiry ON portal_sessions (expires_at);
