-- What an account has spent, summed by month, provider and model: what the operator's books need of it once its owner is erased.
create or replace function ai_spent(account uuid) returns jsonb language sql stable set search_path = public, pg_catalog, pg_temp as $$
    select coalesce(jsonb_agg(to_jsonb(s) order by s.month, s.provider, s.model), '[]') from (
        select to_char(l.created_at at time zone 'utc', 'YYYY-MM') as month, p.provider, p.model,
            sum(l.input_tokens) as input_tokens, sum(l.output_tokens) as output_tokens, sum(l.amount_nano_usd) as nano_usd
        from ai_ledger l join ai_model_prices p on p.id = l.price_id
        where l.user_id = account and l.entry = 'settled' group by 1, 2, 3) s;
$$;
revoke all on function ai_spent from public, aiwebbuilder_app, aiwebbuilder_public;
