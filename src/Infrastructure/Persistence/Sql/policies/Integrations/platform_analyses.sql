alter table platform_analyses force row level security;
drop policy if exists tenant_isolation on platform_analyses;
create policy tenant_isolation on platform_analyses to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
drop policy if exists owner_access on platform_analyses;
create policy owner_access on platform_analyses to current_user using (true) with check (true);
