alter table campaign_event_ids force row level security;
drop policy if exists tenant_isolation on campaign_event_ids;
create policy tenant_isolation on campaign_event_ids to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
drop policy if exists owner_access on campaign_event_ids;
create policy owner_access on campaign_event_ids to current_user using (true) with check (true);
