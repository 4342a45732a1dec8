alter table billing_events force row level security;
drop policy if exists system_access on billing_events;
create policy system_access on billing_events to aiwebbuilder_app using ((select app_is_system())) with check ((select app_is_system()));
drop policy if exists owner_access on billing_events;
create policy owner_access on billing_events to current_user using (true) with check (true);
