-- One row per field of a write; the rows of one write share the revision of the customer it made.
CREATE TABLE history (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    entity TEXT NOT NULL,
    entity_id BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    field TEXT NOT NULL,
    before TEXT,
    after TEXT,
    actor_id BIGINT,
    actor_name TEXT NOT NULL,
    via TEXT NOT NULL,
    reason TEXT,
    at TIMESTAMP NOT NULL
);
CREATE INDEX history_entity ON history (entity, entity_id, id);
