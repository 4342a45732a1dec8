-- Published: what people are called. Read as whoever asks: an account sees its owner and its members.
create or replace view person_names with (security_invoker = true) as
select id, name from users;
grant select on person_names to aiwebbuilder_app;
