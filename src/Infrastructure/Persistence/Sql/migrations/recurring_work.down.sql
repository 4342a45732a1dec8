set local lock_timeout = '2s';
create table analytics_maintenance (
    day date primary key,
    created_at timestamptz not null default now()
);
grant select, insert, delete on analytics_maintenance to aiwebbuilder_app;
drop index idx_job_queue_recurring;
