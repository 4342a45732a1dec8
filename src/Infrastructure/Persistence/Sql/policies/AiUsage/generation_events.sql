alter table generation_events force row level security;
drop policy if exists tenant_isolation on generation_events;
create policy tenant_isolation on generation_events to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
drop policy if exists owner_access on generation_events;
create policy owner_access on generation_events to current_user using (true) with check (true);
