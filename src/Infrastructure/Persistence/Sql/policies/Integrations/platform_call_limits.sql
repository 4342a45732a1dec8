alter table platform_call_limits force row level security;
drop policy if exists system_access on platform_call_limits;
create policy system_access on platform_call_limits to aiwebbuilder_app using ((select app_is_system())) with check ((select app_is_system()));
drop policy if exists owner_access on platform_call_limits;
create policy owner_access on platform_call_limits to current_user using (true) with check (true);
