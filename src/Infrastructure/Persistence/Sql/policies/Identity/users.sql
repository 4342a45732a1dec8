alter table users force row level security;
-- A person changes themselves alone, whichever account they act for; an account sees its owner and its members.
drop policy if exists tenant_isolation on users;
create policy tenant_isolation on users for select to aiwebbuilder_app using (id = (select app_tenant()));
drop policy if exists own on users;
create policy own on users to aiwebbuilder_app using (id = (select app_actor())) with check (id = (select app_actor()));
drop policy if exists members on users;
create policy members on users for select to aiwebbuilder_app
    using (exists (select from account_members m where m.user_id = (select app_tenant()) and m.member_id = users.id));
-- Background work and sign-in cross accounts.
drop policy if exists system_access on users;
create policy system_access on users to aiwebbuilder_app using ((select app_is_system())) with check ((select app_is_system()));
drop policy if exists platform_read on users;
create policy platform_read on users for select to aiwebbuilder_app using ((select app_is_platform()));
drop policy if exists platform_change on users;
create policy platform_change on users for update to aiwebbuilder_app
    using ((select app_is_platform())) with check ((select app_is_platform()));
drop policy if exists owner_access on users;
create policy owner_access on users to current_user using (true) with check (true);
