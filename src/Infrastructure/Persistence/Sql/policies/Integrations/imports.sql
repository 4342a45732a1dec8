alter table imports force row level security;
drop policy if exists tenant_isolation on imports;
create policy tenant_isolation on imports to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
drop policy if exists owner_access on imports;
create policy owner_access on imports to current_user using (true) with check (true);
