-- Long work: written with its cause, claimed by one worker at a time, gone on with after a crash.
CREATE TABLE jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('checking', 'draft', 'queued', 'running', 'done', 'failed', 'cancelled')),
    payload TEXT NOT NULL,
    owner_id BIGINT REFERENCES staff (id),
    owner_name TEXT NOT NULL,
    -- The job that this one takes back.
    undoes BIGINT REFERENCES jobs (id) ON DELETE SET NULL,
    total BIGINT NOT NULL DEFAULT 0,
    changed BIGINT NOT NULL DEFAULT 0,
    unchanged BIGINT NOT NULL DEFAULT 0,
    failed BIGINT NOT NULL DEFAULT 0,
    error TEXT,
    -- What came of it, as JSON that its kind understands.
    result TEXT,
    stop_asked BOOLEAN NOT NULL DEFAULT FALSE,
    attempts BIGINT NOT NULL DEFAULT 0,
    run_at TIMESTAMP NOT NULL,
    locked_by TEXT,
    locked_until TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    started_at TIMESTAMP,
    finished_at TIMESTAMP
);
CREATE INDEX jobs_due ON jobs (state, run_at, id);
CREATE INDEX jobs_owner ON jobs (owner_id, id);
CREATE INDEX jobs_undoes ON jobs (undoes) WHERE undoes IS NOT NULL;

-- What a job does to each customer of its frozen set. No reference: what became of one that is gone
-- since is still told.
CREATE TABLE job_items (
    job_id BIGINT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    customer_id BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'ready', 'same', 'refused', 'changed', 'skipped')),
    -- Values by key, as the history keeps them.
    before TEXT,
    after TEXT,
    reason TEXT,
    PRIMARY KEY (job_id, customer_id)
) WITHOUT ROWID;
CREATE INDEX job_items_state ON job_items (job_id, state, customer_id);
CREATE INDEX job_items_customer ON job_items (customer_id);

-- The customers that a member has ticked, across pages.
CREATE TABLE selections (
    staff_id BIGINT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    customer_id BIGINT NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    added_at TIMESTAMP NOT NULL,
    PRIMARY KEY (staff_id, customer_id)
) WITHOUT ROWID;
CREATE INDEX selections_customer ON selections (customer_id);

ALTER TABLE history ADD COLUMN job_id BIGINT;
