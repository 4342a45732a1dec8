alter table campaign_edits force row level security;
drop policy if exists tenant_isolation on campaign_edits;
create policy tenant_isolation on campaign_edits to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
drop policy if exists owner_access on campaign_edits;
create policy owner_access on campaign_edits to current_user using (true) with check (true);
