alter table component_library force row level security;
drop policy if exists tenant_isolation on component_library;
create policy tenant_isolation on component_library to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
drop policy if exists owner_access on component_library;
create policy owner_access on component_library to current_user using (true) with check (true);
