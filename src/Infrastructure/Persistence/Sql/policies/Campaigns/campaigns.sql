alter table campaigns force row level security;
drop policy if exists tenant_isolation on campaigns;
create policy tenant_isolation on campaigns to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
drop policy if exists owner_access on campaigns;
create policy owner_access on campaigns to current_user using (true) with check (true);
