-- Members limited to their own customers see those they created; without it each list would read all.
CREATE INDEX customers_created_by ON customers (created_by, name_sort, id, status) WHERE created_by IS NOT NULL;
