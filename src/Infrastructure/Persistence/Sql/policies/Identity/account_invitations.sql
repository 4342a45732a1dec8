alter table account_invitations force row level security;
drop policy if exists tenant_isolation on account_invitations;
create policy tenant_isolation on account_invitations to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
drop policy if exists system_access on account_invitations;
create policy system_access on account_invitations to aiwebbuilder_app
    using ((select app_is_system())) with check ((select app_is_system()));
drop policy if exists owner_access on account_invitations;
create policy owner_access on account_invitations to current_user using (true) with check (true);
