-- Published: which accounts have invited an address, in lower case. For the owner's functions alone.
create or replace view invited_addresses with (security_invoker = true) as
select user_id, lower(email) as address from account_invitations;
revoke all on invited_addresses from public, aiwebbuilder_app, aiwebbuilder_public;
