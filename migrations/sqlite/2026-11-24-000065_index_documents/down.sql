DROP INDEX subscriptions_status_newest;
DROP INDEX contracts_state_newest;
DROP INDEX payments_status_newest;
DROP INDEX invoices_status_newest;
DROP INDEX charges_invoice;
DROP INDEX invoices_subscription;
DROP INDEX invoices_contract;
