-- Run by the migration that `./dev migrate add ModuleName` makes: give its Up the one line
-- migrationBuilder.Sql(SqlResource.Read("module_code.up.sql")) and its Down the file beside this one.

set local lock_timeout = '2s';

create table aggregate_name (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    name varchar(255) not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index idx_aggregate_name_user_id on aggregate_name (user_id, created_at desc, id desc);

create trigger set_updated_at before update on aggregate_name for each row execute function set_updated_at();

alter table aggregate_name enable row level security;
alter table aggregate_name force row level security;
create policy tenant_isolation on aggregate_name to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
do $$ begin
    execute format('create policy owner_access on aggregate_name to %I using (true) with check (true)', current_user);
end $$;
grant select, insert, update, delete on aggregate_name to aiwebbuilder_app;
