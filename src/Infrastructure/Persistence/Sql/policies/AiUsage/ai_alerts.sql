alter table ai_alerts force row level security;
drop policy if exists tenant_isolation on ai_alerts;
create policy tenant_isolation on ai_alerts to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
-- What the operator is mailed.
drop policy if exists system_read on ai_alerts;
create policy system_read on ai_alerts for select to aiwebbuilder_app using ((select app_is_system()) and user_id is null);
drop policy if exists platform_read on ai_alerts;
create policy platform_read on ai_alerts for select to aiwebbuilder_app using ((select app_is_platform()) and user_id is null);
drop policy if exists owner_access on ai_alerts;
create policy owner_access on ai_alerts to current_user using (true) with check (true);
