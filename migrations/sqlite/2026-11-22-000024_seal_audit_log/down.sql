DROP TRIGGER audit_log_is_not_deleted;
DROP TRIGGER audit_log_is_not_updated;
ALTER TABLE audit_log DROP COLUMN details;
