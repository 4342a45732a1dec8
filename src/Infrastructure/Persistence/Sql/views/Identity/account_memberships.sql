-- Published: who is a member of which account. Read as whoever asks, so that row-level security holds.
create or replace view account_memberships with (security_invoker = true) as
select id, user_id, member_id from account_members;
grant select on account_memberships to aiwebbuilder_app;
