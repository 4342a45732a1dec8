alter table ai_calls force row level security;
drop policy if exists tenant_isolation on ai_calls;
create policy tenant_isolation on ai_calls to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
drop policy if exists owner_access on ai_calls;
create policy owner_access on ai_calls to current_user using (true) with check (true);
