alter table reference_images force row level security;
drop policy if exists tenant_isolation on reference_images;
create policy tenant_isolation on reference_images to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
drop policy if exists owner_access on reference_images;
create policy owner_access on reference_images to current_user using (true) with check (true);
