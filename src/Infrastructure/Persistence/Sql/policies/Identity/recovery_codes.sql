alter table recovery_codes force row level security;
-- A person's, for whichever account they act.
drop policy if exists own on recovery_codes;
create policy own on recovery_codes to aiwebbuilder_app using (user_id = (select app_actor())) with check (user_id = (select app_actor()));
drop policy if exists system_access on recovery_codes;
create policy system_access on recovery_codes to aiwebbuilder_app using ((select app_is_system())) with check ((select app_is_system()));
drop policy if exists owner_access on recovery_codes;
create policy owner_access on recovery_codes to current_user using (true) with check (true);
