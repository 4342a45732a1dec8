alter table ai_settings force row level security;
drop policy if exists tenant_isolation on ai_settings;
create policy tenant_isolation on ai_settings to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
drop policy if exists owner_access on ai_settings;
create policy owner_access on ai_settings to current_user using (true) with check (true);
