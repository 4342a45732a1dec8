alter table aggregate_name force row level security;
drop policy if exists tenant_isolation on aggregate_name;
create policy tenant_isolation on aggregate_name to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
drop policy if exists owner_access on aggregate_name;
create policy owner_access on aggregate_name to current_user using (true) with check (true);
