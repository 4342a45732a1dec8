alter table integration_syncs force row level security;
drop policy if exists tenant_isolation on integration_syncs;
create policy tenant_isolation on integration_syncs to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
drop policy if exists owner_access on integration_syncs;
create policy owner_access on integration_syncs to current_user using (true) with check (true);
