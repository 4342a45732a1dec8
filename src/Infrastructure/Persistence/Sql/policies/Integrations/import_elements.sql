alter table import_elements force row level security;
drop policy if exists tenant_isolation on import_elements;
create policy tenant_isolation on import_elements to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
drop policy if exists owner_access on import_elements;
create policy owner_access on import_elements to current_user using (true) with check (true);
