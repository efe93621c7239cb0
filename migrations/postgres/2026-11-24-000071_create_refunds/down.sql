DELETE FROM history WHERE entity = 'payment' AND field IN ('refund_asked', 'refund_refused');
DROP TABLE refunds;
