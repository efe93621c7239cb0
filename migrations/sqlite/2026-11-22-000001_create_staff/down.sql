DROP TABLE audit_log;
DROP TABLE sign_in_failures;
DROP TABLE one_time_links;
DROP TABLE sessions;
DROP TABLE recovery_codes;
DROP TABLE staff;
