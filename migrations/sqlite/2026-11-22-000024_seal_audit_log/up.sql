-- What a line says beyond its action: codes, or the name of what is gone. No values of customers.
ALTER TABLE audit_log ADD COLUMN details TEXT;
-- Whoever gets past the program cannot change what was noted either.
CREATE TRIGGER audit_log_is_not_updated BEFORE UPDATE ON audit_log BEGIN
    SELECT RAISE(ABORT, 'the audit log is only appended to');
END;
CREATE TRIGGER audit_log_is_not_deleted BEFORE DELETE ON audit_log BEGIN
    SELECT RAISE(ABORT, 'the audit log is only appended to');
END;
