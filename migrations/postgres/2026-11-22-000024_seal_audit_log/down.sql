DROP TRIGGER audit_log_is_not_changed ON audit_log;
DROP FUNCTION audit_log_is_only_appended_to();
ALTER TABLE audit_log DROP COLUMN details;
