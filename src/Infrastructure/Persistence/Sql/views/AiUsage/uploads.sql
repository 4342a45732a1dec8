-- Published: uploaded images with their content. Read as whoever asks: an account sees its own.
create or replace view uploads with (security_invoker = true) as
select id, user_id, content_type, content from reference_images;
grant select on uploads to aiwebbuilder_app;
