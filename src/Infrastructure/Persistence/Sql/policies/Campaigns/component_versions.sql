alter table component_versions force row level security;
drop policy if exists tenant_isolation on component_versions;
create policy tenant_isolation on component_versions to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
drop policy if exists owner_access on component_versions;
create policy owner_access on component_versions to current_user using (true) with check (true);
