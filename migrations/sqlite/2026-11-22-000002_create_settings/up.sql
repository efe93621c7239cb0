-- Each body is one JSON document; the version moves with every change, so that caches know.
CREATE TABLE settings (
    name TEXT PRIMARY KEY NOT NULL,
    body TEXT NOT NULL
);
CREATE TABLE settings_version (
    id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    version BIGINT NOT NULL
);
INSERT INTO settings_version (id, version) VALUES (1, 1);

-- Zones, sellers, collectors and stores: names that customers point to.
CREATE TABLE lookups (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    list TEXT NOT NULL CHECK (list IN ('zones', 'sellers', 'collectors', 'stores')),
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    staff_id BIGINT REFERENCES staff (id),
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (list, name_folded)
);
CREATE INDEX lookups_staff ON lookups (staff_id);

CREATE TABLE saved_views (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    staff_id BIGINT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    visibility TEXT NOT NULL CHECK (visibility IN ('own', 'role', 'all')),
    role TEXT NOT NULL,
    query TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX saved_views_staff ON saved_views (staff_id);

CREATE TABLE list_preferences (
    staff_id BIGINT PRIMARY KEY NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    shown TEXT NOT NULL,
    per_page BIGINT NOT NULL
);
