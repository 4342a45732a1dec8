alter table app_settings force row level security;
drop policy if exists readable on app_settings;
create policy readable on app_settings for select to aiwebbuilder_app using (true);
drop policy if exists platform_access on app_settings;
create policy platform_access on app_settings to aiwebbuilder_app
    using ((select app_is_platform())) with check ((select app_is_platform()));
drop policy if exists owner_access on app_settings;
create policy owner_access on app_settings to current_user using (true) with check (true);
