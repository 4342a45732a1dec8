alter table erasures force row level security;
-- A person's, for whichever account they act.
drop policy if exists own on erasures;
create policy own on erasures to aiwebbuilder_app using (user_id = (select app_actor())) with check (user_id = (select app_actor()));
drop policy if exists system_access on erasures;
create policy system_access on erasures to aiwebbuilder_app using ((select app_is_system())) with check ((select app_is_system()));
drop policy if exists platform_read on erasures;
create policy platform_read on erasures for select to aiwebbuilder_app using ((select app_is_platform()));
-- A wish can be taken back; a receipt stays as the functions wrote it.
drop policy if exists receipts_stay on erasures;
create policy receipts_stay on erasures as restrictive for delete to aiwebbuilder_app using (started_at is null);
drop policy if exists owner_access on erasures;
create policy owner_access on erasures to current_user using (true) with check (true);
