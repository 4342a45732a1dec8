set local lock_timeout = '2s';
-- Finds the last run of each recurring work: its jobs are those whose unique key is their type.
create index idx_job_queue_recurring on job_queue (job_type, completed_at desc) where unique_key = job_type;
-- That a day's maintenance was done is told by its job now.
drop table analytics_maintenance;
