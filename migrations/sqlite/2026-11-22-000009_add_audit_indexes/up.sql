-- The log of one action, member or address, newest first; without them each page could read all of it.
CREATE INDEX audit_log_action ON audit_log (action, id);
CREATE INDEX audit_log_actor ON audit_log (actor_id, id);
CREATE INDEX audit_log_address ON audit_log (address, id);
