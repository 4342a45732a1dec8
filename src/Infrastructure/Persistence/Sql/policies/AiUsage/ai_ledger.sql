alter table ai_ledger force row level security;
drop policy if exists tenant_isolation on ai_ledger;
create policy tenant_isolation on ai_ledger to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
-- What the platform pays its providers, over all accounts.
drop policy if exists platform_read on ai_ledger;
create policy platform_read on ai_ledger for select to aiwebbuilder_app using ((select app_is_platform()));
drop policy if exists owner_access on ai_ledger;
create policy owner_access on ai_ledger to current_user using (true) with check (true);
