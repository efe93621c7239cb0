DROP INDEX customers_created_by;
