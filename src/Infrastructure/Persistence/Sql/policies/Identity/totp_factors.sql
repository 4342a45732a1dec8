alter table totp_factors force row level security;
-- A person's, for whichever account they act.
drop policy if exists own on totp_factors;
create policy own on totp_factors to aiwebbuilder_app using (user_id = (select app_actor())) with check (user_id = (select app_actor()));
drop policy if exists system_access on totp_factors;
create policy system_access on totp_factors to aiwebbuilder_app using ((select app_is_system())) with check ((select app_is_system()));
drop policy if exists owner_access on totp_factors;
create policy owner_access on totp_factors to current_user using (true) with check (true);
