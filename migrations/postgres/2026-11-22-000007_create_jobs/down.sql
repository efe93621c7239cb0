ALTER TABLE history DROP COLUMN job_id;
DROP TABLE selections;
DROP TABLE job_items;
DROP TABLE jobs;
