alter table audit_log force row level security;
drop policy if exists tenant_isolation on audit_log;
create policy tenant_isolation on audit_log to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
drop policy if exists platform_read on audit_log;
create policy platform_read on audit_log for select to aiwebbuilder_app using ((select app_is_platform()));
drop policy if exists owner_access on audit_log;
create policy owner_access on audit_log to current_user using (true) with check (true);
