alter table ai_cost_tracking force row level security;
drop policy if exists tenant_isolation on ai_cost_tracking;
create policy tenant_isolation on ai_cost_tracking to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
drop policy if exists owner_access on ai_cost_tracking;
create policy owner_access on ai_cost_tracking to current_user using (true) with check (true);
