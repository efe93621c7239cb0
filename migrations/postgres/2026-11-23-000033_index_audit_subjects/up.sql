-- The line that says who asked for a job, found by the job: each of its steps names them again.
CREATE INDEX audit_log_subject ON audit_log (entity, entity_id);
