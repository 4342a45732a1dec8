alter table user_usage force row level security;
drop policy if exists tenant_isolation on user_usage;
create policy tenant_isolation on user_usage to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
drop policy if exists owner_access on user_usage;
create policy owner_access on user_usage to current_user using (true) with check (true);
