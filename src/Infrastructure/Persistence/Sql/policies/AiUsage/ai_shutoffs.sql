alter table ai_shutoffs force row level security;
drop policy if exists tenant_isolation on ai_shutoffs;
create policy tenant_isolation on ai_shutoffs to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
-- What every node watches.
drop policy if exists system_read on ai_shutoffs;
create policy system_read on ai_shutoffs for select to aiwebbuilder_app using ((select app_is_system()));
drop policy if exists platform_read on ai_shutoffs;
create policy platform_read on ai_shutoffs for select to aiwebbuilder_app using ((select app_is_platform()) and user_id is null);
drop policy if exists owner_access on ai_shutoffs;
create policy owner_access on ai_shutoffs to current_user using (true) with check (true);
