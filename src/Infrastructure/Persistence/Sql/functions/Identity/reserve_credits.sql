-- Published: reserves credits of an account's month, or takes nothing where they would pass the plan's limit; null: there is none. It counts in the
-- statement that looks, so that those who come at once never pass the limit together. Only the owner's functions may run it.
create or replace function reserve_credits(account uuid, in_month date, amount integer, credit_limit bigint,
    out taken boolean, out used bigint, out reserved bigint)
    language plpgsql set search_path = public, pg_catalog, pg_temp as $$
begin
    insert into user_usage (user_id, month) values (account, in_month) on conflict do nothing;
    update user_usage set ai_credits_reserved = ai_credits_reserved + amount
    where user_id = account and month = in_month
      and (credit_limit is null or ai_credits_used + ai_credits_reserved + amount <= credit_limit);
    taken := found;
    if not taken then
        select ai_credits_used, ai_credits_reserved into used, reserved from user_usage where user_id = account and month = in_month;
    end if;
end $$;
revoke all on function reserve_credits from public, aiwebbuilder_app, aiwebbuilder_public;
