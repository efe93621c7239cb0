DELETE FROM history WHERE entity IN ('contract', 'subscription');
DROP TABLE subscriptions;
DROP TABLE contracts;
