alter table idempotency_keys force row level security;
drop policy if exists tenant_isolation on idempotency_keys;
create policy tenant_isolation on idempotency_keys to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
-- Retention crosses accounts.
drop policy if exists system_access on idempotency_keys;
create policy system_access on idempotency_keys to aiwebbuilder_app using ((select app_is_system())) with check ((select app_is_system()));
drop policy if exists owner_access on idempotency_keys;
create policy owner_access on idempotency_keys to current_user using (true) with check (true);
