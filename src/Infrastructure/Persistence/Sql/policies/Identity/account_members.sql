alter table account_members force row level security;
drop policy if exists tenant_isolation on account_members;
create policy tenant_isolation on account_members to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
-- A member sees which accounts they may act for.
drop policy if exists own on account_members;
create policy own on account_members for select to aiwebbuilder_app using (member_id = (select app_actor()));
drop policy if exists system_access on account_members;
create policy system_access on account_members to aiwebbuilder_app using ((select app_is_system())) with check ((select app_is_system()));
drop policy if exists owner_access on account_members;
create policy owner_access on account_members to current_user using (true) with check (true);
