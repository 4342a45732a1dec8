-- Settings, the job queue and the audit log.

create table app_settings (
    key varchar(100) primary key,
    value jsonb not null,
    description text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
alter table app_settings enable row level security;
grant select, insert, update on app_settings to aiwebbuilder_app;

create table job_queue (
    id uuid primary key default gen_random_uuid(),
    job_type varchar(100) not null,
    payload jsonb not null default '{}',
    status varchar(20) not null default 'pending'
        check (status in ('pending', 'processing', 'completed', 'failed', 'retrying', 'cancelled')),
    attempts integer not null default 0 check (attempts >= 0),
    max_attempts integer not null default 5 check (max_attempts >= 1),
    error_message text,
    scheduled_at timestamptz not null default now(),
    started_at timestamptz,
    completed_at timestamptz,
    user_id uuid references users (id) on delete cascade,
    priority integer not null default 0,
    unique_key varchar(255),
    lease_owner varchar(255),
    lease_expires_at timestamptz,
    heartbeat_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    progress smallint not null default 0 check (progress between 0 and 100),
    -- The next worker gives it up in good order: its handler is told.
    cancel_requested_at timestamptz
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0, fillfactor = 80);
create index idx_job_queue_ready on job_queue (priority desc, scheduled_at, id) where status in ('pending', 'retrying');
create index idx_job_queue_leases on job_queue (lease_expires_at) where status = 'processing';
create index idx_job_queue_user_id on job_queue (user_id, created_at desc);
create unique index idx_job_queue_unique_key on job_queue (unique_key)
    where status in ('pending', 'retrying', 'processing');
-- Finds the last run of each recurring work: its jobs are those whose unique key is their type.
create index idx_job_queue_recurring on job_queue (job_type, completed_at desc) where unique_key = job_type;
alter table job_queue enable row level security;
grant select, insert, update, delete on job_queue to aiwebbuilder_app;

-- The changes of critical tables, and beside them who signed in, failed to, or was refused.
create table audit_log (
    id uuid primary key default gen_random_uuid(),
    user_id uuid,
    actor_id uuid,
    table_name varchar(63) not null,
    row_id text not null,
    -- What is done is named by who does it; a list here would be one more place to name it in.
    action varchar(20) not null check (action ~ '^[a-z_]+$'),
    before jsonb,
    after jsonb,
    db_role name not null default session_user,
    created_at timestamptz not null default now(),
    -- Why an administrator did it.
    reason text
);
create index idx_audit_log_user_id on audit_log (user_id, created_at desc, id desc);
create index idx_audit_log_row on audit_log (table_name, row_id);
create index idx_audit_log_created_at on audit_log (created_at desc, id desc);
alter table audit_log enable row level security;
grant select on audit_log to aiwebbuilder_app;
