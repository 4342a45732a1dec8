alter table user_sessions force row level security;
-- A person's, for whichever account they act.
drop policy if exists own on user_sessions;
create policy own on user_sessions to aiwebbuilder_app using (user_id = (select app_actor())) with check (user_id = (select app_actor()));
-- Background work and sign-in cross accounts.
drop policy if exists system_access on user_sessions;
create policy system_access on user_sessions to aiwebbuilder_app using ((select app_is_system())) with check ((select app_is_system()));
drop policy if exists owner_access on user_sessions;
create policy owner_access on user_sessions to current_user using (true) with check (true);
