alter table published_files force row level security;
drop policy if exists tenant_isolation on published_files;
create policy tenant_isolation on published_files to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
-- What is live may be read by anybody.
drop policy if exists live on published_files;
create policy live on published_files for select to aiwebbuilder_public
    using (exists (select from publications p where p.campaign_id = published_files.campaign_id and p.is_live));
drop policy if exists owner_access on published_files;
create policy owner_access on published_files to current_user using (true) with check (true);
