-- Whoever deletes a service has the database look for its documents, and a payment of a subscription's document
-- for what else is owed of it: neither reads all documents of everybody.
CREATE INDEX invoices_contract ON invoices (contract_id) WHERE contract_id IS NOT NULL;
CREATE INDEX invoices_subscription ON invoices (subscription_id) WHERE subscription_id IS NOT NULL;
CREATE INDEX charges_invoice ON charges (invoice_id);
-- The tabs of the lists, in the order in which these are read: without them everything of a state is sorted.
CREATE INDEX invoices_status_newest ON invoices (status, id);
CREATE INDEX payments_status_newest ON payments (status, id);
CREATE INDEX contracts_state_newest ON contracts (state, id);
CREATE INDEX subscriptions_status_newest ON subscriptions (status, id);
