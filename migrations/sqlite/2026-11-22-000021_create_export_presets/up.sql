-- Columns and format of exports, under a name: for their owner, for a role or for everybody.
CREATE TABLE export_presets (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    staff_id BIGINT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    visibility TEXT NOT NULL CHECK (visibility IN ('own', 'role', 'all')),
    role TEXT NOT NULL,
    format TEXT NOT NULL,
    -- Keys, in order, separated by commas.
    keys TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX export_presets_staff ON export_presets (staff_id);
