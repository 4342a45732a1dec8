alter table platform_authorizations force row level security;
drop policy if exists tenant_isolation on platform_authorizations;
create policy tenant_isolation on platform_authorizations to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
drop policy if exists owner_access on platform_authorizations;
create policy owner_access on platform_authorizations to current_user using (true) with check (true);
