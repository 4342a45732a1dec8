alter table billing_accounts force row level security;
drop policy if exists tenant_isolation on billing_accounts;
create policy tenant_isolation on billing_accounts to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
drop policy if exists system_access on billing_accounts;
create policy system_access on billing_accounts to aiwebbuilder_app using ((select app_is_system())) with check ((select app_is_system()));
drop policy if exists owner_access on billing_accounts;
create policy owner_access on billing_accounts to current_user using (true) with check (true);
