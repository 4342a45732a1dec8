alter table sign_in_throttles force row level security;
drop policy if exists system_access on sign_in_throttles;
create policy system_access on sign_in_throttles to aiwebbuilder_app using ((select app_is_system())) with check ((select app_is_system()));
drop policy if exists owner_access on sign_in_throttles;
create policy owner_access on sign_in_throttles to current_user using (true) with check (true);
