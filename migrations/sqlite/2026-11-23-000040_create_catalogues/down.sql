DROP TABLE plans;
DROP TABLE billing_cycles;
DROP TABLE legal_entities;
DROP TABLE taxes;
DROP TABLE allowed_types;
DROP TABLE invoice_types;
DROP TABLE tax_conditions;
