alter table outbox_events force row level security;
drop policy if exists tenant_isolation on outbox_events;
create policy tenant_isolation on outbox_events to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
-- Retention and the relay cross accounts.
drop policy if exists system_access on outbox_events;
create policy system_access on outbox_events to aiwebbuilder_app using ((select app_is_system())) with check ((select app_is_system()));
drop policy if exists owner_access on outbox_events;
create policy owner_access on outbox_events to current_user using (true) with check (true);
