alter table platform_leads force row level security;
drop policy if exists tenant_isolation on platform_leads;
create policy tenant_isolation on platform_leads to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
drop policy if exists owner_access on platform_leads;
create policy owner_access on platform_leads to current_user using (true) with check (true);
