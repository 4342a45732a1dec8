alter table platform_webhooks force row level security;
drop policy if exists tenant_isolation on platform_webhooks;
create policy tenant_isolation on platform_webhooks to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
drop policy if exists owner_access on platform_webhooks;
create policy owner_access on platform_webhooks to current_user using (true) with check (true);
