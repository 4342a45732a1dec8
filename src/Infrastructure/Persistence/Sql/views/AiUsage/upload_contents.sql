-- Published: uploads with their content. Read as whoever asks: an account sees its own.
create or replace view upload_contents with (security_invoker = true) as
select id, user_id, content_type, name, content from uploads;
grant select on upload_contents to aiwebbuilder_app;
