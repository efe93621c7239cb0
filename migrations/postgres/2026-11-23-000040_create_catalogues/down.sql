DROP TABLE coverages;
DROP TABLE servers;
DROP TABLE plans;
DROP TABLE billing_cycles;
DROP TABLE legal_entities;
DROP TABLE taxes;
DROP TABLE allowed_types;
DROP TABLE invoice_types;
DROP TABLE tax_conditions;
DELETE FROM settings WHERE name = 'catalogues_shipped';
DELETE FROM history WHERE entity IN ('legal_entity', 'tax_condition', 'invoice_type', 'allowed_types', 'tax',
    'billing_cycle', 'plan', 'server', 'coverage');
