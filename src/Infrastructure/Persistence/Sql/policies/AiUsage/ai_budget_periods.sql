alter table ai_budget_periods force row level security;
drop policy if exists tenant_isolation on ai_budget_periods;
create policy tenant_isolation on ai_budget_periods to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
drop policy if exists platform_read on ai_budget_periods;
create policy platform_read on ai_budget_periods for select to aiwebbuilder_app using ((select app_is_platform()) and user_id is null);
drop policy if exists owner_access on ai_budget_periods;
create policy owner_access on ai_budget_periods to current_user using (true) with check (true);
