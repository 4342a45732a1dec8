alter table written_pages force row level security;
drop policy if exists tenant_isolation on written_pages;
create policy tenant_isolation on written_pages to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
drop policy if exists owner_access on written_pages;
create policy owner_access on written_pages to current_user using (true) with check (true);
