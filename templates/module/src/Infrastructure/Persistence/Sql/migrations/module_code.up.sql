-- Run by the migration ModuleName. Triggers and policies have files of their own, which every `db migrate` applies: triggers/ModuleName,
-- policies/ModuleName.

set local lock_timeout = '2s';

create table aggregate_name (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    name varchar(255) not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index idx_aggregate_name_user_id on aggregate_name (user_id, created_at desc, id desc);
-- Before anybody is granted anything: nobody sees a row until its policies are in place.
alter table aggregate_name enable row level security;
grant select, insert, update, delete on aggregate_name to aiwebbuilder_app;
