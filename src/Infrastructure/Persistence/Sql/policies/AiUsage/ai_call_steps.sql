alter table ai_call_steps force row level security;
drop policy if exists tenant_isolation on ai_call_steps;
create policy tenant_isolation on ai_call_steps to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
drop policy if exists owner_access on ai_call_steps;
create policy owner_access on ai_call_steps to current_user using (true) with check (true);
