-- The day's figures: the exact ones are added to, the rounded ones set from them.
create or replace function ai_count_day(account uuid, on_day date, of_provider text, nano bigint, tokens integer, generations integer) returns void
    language sql security definer set search_path = public, pg_catalog, pg_temp
    as $$
        insert into ai_cost_tracking as day (user_id, date, openai_nano_usd, anthropic_nano_usd, total_nano_usd, openai_cost,
            anthropic_cost, total_cost, tokens_used, generations_count)
        select account, on_day, o, a, nano, least(round(o / 1e9, 4), 9999.9999), least(round(a / 1e9, 4), 9999.9999),
            least(round(nano / 1e9, 4), 9999.9999), tokens, generations
        from (select case when of_provider = 'openai' then nano else 0 end as o, case when of_provider = 'anthropic' then nano else 0 end as a) split
        on conflict (user_id, date) do update set
            openai_nano_usd = day.openai_nano_usd + excluded.openai_nano_usd,
            anthropic_nano_usd = day.anthropic_nano_usd + excluded.anthropic_nano_usd,
            total_nano_usd = day.total_nano_usd + excluded.total_nano_usd,
            openai_cost = least(round((day.openai_nano_usd + excluded.openai_nano_usd) / 1e9, 4), 9999.9999),
            anthropic_cost = least(round((day.anthropic_nano_usd + excluded.anthropic_nano_usd) / 1e9, 4), 9999.9999),
            total_cost = least(round((day.total_nano_usd + excluded.total_nano_usd) / 1e9, 4), 9999.9999),
            tokens_used = least(day.tokens_used::bigint + excluded.tokens_used, 2147483647)::integer,
            generations_count = day.generations_count + excluded.generations_count;
    $$;
revoke all on function ai_count_day from public, aiwebbuilder_app, aiwebbuilder_public;
