alter table campaign_stats_daily force row level security;
drop policy if exists tenant_isolation on campaign_stats_daily;
create policy tenant_isolation on campaign_stats_daily to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
drop policy if exists owner_access on campaign_stats_daily;
create policy owner_access on campaign_stats_daily to current_user using (true) with check (true);
