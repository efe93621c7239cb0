-- What a line says beyond its action: codes, or the name of what is gone. No values of customers.
ALTER TABLE audit_log ADD COLUMN details TEXT;
-- Whoever gets past the program cannot change what was noted either.
CREATE FUNCTION audit_log_is_only_appended_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is only appended to';
END
$$;
CREATE TRIGGER audit_log_is_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION audit_log_is_only_appended_to();
