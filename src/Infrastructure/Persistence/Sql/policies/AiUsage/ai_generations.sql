alter table ai_generations force row level security;
drop policy if exists tenant_isolation on ai_generations;
create policy tenant_isolation on ai_generations to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
drop policy if exists owner_access on ai_generations;
create policy owner_access on ai_generations to current_user using (true) with check (true);
