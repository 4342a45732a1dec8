alter table platform_integrations force row level security;
drop policy if exists tenant_isolation on platform_integrations;
create policy tenant_isolation on platform_integrations to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
drop policy if exists owner_access on platform_integrations;
create policy owner_access on platform_integrations to current_user using (true) with check (true);
