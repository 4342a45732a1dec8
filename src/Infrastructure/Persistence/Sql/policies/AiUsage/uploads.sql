alter table uploads force row level security;
drop policy if exists tenant_isolation on uploads;
create policy tenant_isolation on uploads to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
drop policy if exists owner_access on uploads;
create policy owner_access on uploads to current_user using (true) with check (true);
