alter table written_media force row level security;
drop policy if exists tenant_isolation on written_media;
create policy tenant_isolation on written_media to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
drop policy if exists owner_access on written_media;
create policy owner_access on written_media to current_user using (true) with check (true);
