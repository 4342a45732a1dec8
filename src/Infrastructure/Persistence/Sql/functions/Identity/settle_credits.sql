-- Published: gives back what was reserved of an account's month and counts what was used of it. Answers what the month comes to. Only the owner's
-- functions may run it.
create or replace function settle_credits(account uuid, in_month date, reserved integer, used integer) returns integer
    language sql set search_path = public, pg_catalog, pg_temp as $$
    update user_usage set ai_credits_reserved = ai_credits_reserved - reserved, ai_credits_used = ai_credits_used + used
    where user_id = account and month = in_month
    returning ai_credits_used;
$$;
revoke all on function settle_credits from public, aiwebbuilder_app, aiwebbuilder_public;
