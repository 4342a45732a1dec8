-- Published: which campaigns there are, whose they are and what they are called. Read as whoever asks, so that row-level security holds.
create or replace view account_campaigns with (security_invoker = true) as
select id, user_id, name from campaigns;
grant select on account_campaigns to aiwebbuilder_app;
