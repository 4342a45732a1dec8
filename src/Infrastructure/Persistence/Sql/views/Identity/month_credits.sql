-- Published: the credits that an account has used and reserved in a month. For the owner's functions alone.
create or replace view month_credits with (security_invoker = true) as
select user_id, month, ai_credits_used, ai_credits_reserved from user_usage;
revoke all on month_credits from public, aiwebbuilder_app, aiwebbuilder_public;
