DELETE FROM history WHERE entity = 'payment';
DROP TABLE allocations;
DROP TABLE payments;
