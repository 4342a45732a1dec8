-- Published: the settings as they are stored. Read as whoever asks, so that row-level security holds.
create or replace view stored_settings with (security_invoker = true) as
select key, value from app_settings;
grant select on stored_settings to aiwebbuilder_app;
