alter table job_queue force row level security;
drop policy if exists tenant_isolation on job_queue;
create policy tenant_isolation on job_queue to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
-- Background work crosses accounts.
drop policy if exists system_access on job_queue;
create policy system_access on job_queue to aiwebbuilder_app using ((select app_is_system())) with check ((select app_is_system()));
drop policy if exists platform_read on job_queue;
create policy platform_read on job_queue for select to aiwebbuilder_app using ((select app_is_platform()));
drop policy if exists platform_change on job_queue;
create policy platform_change on job_queue for update to aiwebbuilder_app
    using ((select app_is_platform())) with check ((select app_is_platform()));
drop policy if exists owner_access on job_queue;
create policy owner_access on job_queue to current_user using (true) with check (true);
