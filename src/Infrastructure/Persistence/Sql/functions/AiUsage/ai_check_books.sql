-- Everything that is derived, derived again, and where it differs. Empty is well. For one account, or all and the platform; of all
-- time, or only what entries and calls since then have touched. It reads any account, so that no runtime role may run it: it is the
-- owner's, and that of ai_check_books_in_turn, which runs as the owner.
create or replace function ai_check_books(account uuid, since timestamptz default null)
    returns table (what text, whose uuid, subject text, kept numeric, derived numeric)
    language sql stable security definer set search_path = public, pg_catalog, pg_temp
    as $$
        select 'day', d.user_id, d.date::text, d.total_nano_usd::numeric, coalesce(l.total, 0)
        from ai_cost_tracking d
        cross join lateral (select sum(amount_nano_usd) as total from ai_ledger
            where user_id = d.user_id and day = d.date and entry = 'settled') l
        where (account is null or d.user_id = account)
          and (since is null or (d.user_id, d.date) in (select user_id, day from ai_ledger where created_at >= since))
          and (d.total_nano_usd <> coalesce(l.total, 0) or d.total_cost <> least(round(coalesce(l.total, 0) / 1e9, 4), 9999.9999))
        union all
        select 'day missing', l.user_id, l.day::text, 0, sum(l.amount_nano_usd)
        from ai_ledger l where l.entry = 'settled' and (account is null or l.user_id = account) and l.created_at >= coalesce(since, '-infinity')
            and not exists (select from ai_cost_tracking d where d.user_id = l.user_id and d.date = l.day)
        group by l.user_id, l.day having sum(l.amount_nano_usd) > 0
        union all
        select 'generation', g.user_id, g.id::text, g.cost::numeric, least(round(coalesce(l.total, 0) / 1e9, 4), 9999.9999)
        from ai_generations g
        cross join lateral (select sum(amount_nano_usd) as total from ai_ledger where generation_id = g.id and entry = 'settled') l
        where (account is null or g.user_id = account)
          and (since is null or g.id in (select generation_id from ai_ledger where created_at >= since))
          and g.cost <> least(round(coalesce(l.total, 0) / 1e9, 4), 9999.9999)
        union all
        select 'call', c.user_id, c.id::text, c.charged_nano_usd::numeric, case when l.entry = 'settled' then l.amount_nano_usd else 0 end
        from ai_calls c left join ai_ledger l on l.call_id = c.id and l.entry <> 'reserved'
        where (account is null or c.user_id = account) and c.ended_at is not null and c.ended_at >= coalesce(since, '-infinity')
          and (l.id is null or l.entry <> c.state or c.provider_nano_usd <> l.provider_nano_usd
            or l.entry = 'settled' and c.charged_nano_usd <> l.amount_nano_usd)
        union all
        select 'cap', b.user_id, b.id::text, p.spent_nano_usd::numeric + p.reserved_nano_usd, coalesce(h.spent, 0) + coalesce(h.held, 0)
        from ai_budget_periods p join ai_budgets b on b.id = p.budget_id
        cross join lateral (select sum(actual_nano_usd) as spent, sum(amount_nano_usd) filter (where actual_nano_usd is null) as held
            from ai_holds where budget_id = p.budget_id and period_start = p.period_start) h
        where (account is null or b.user_id = account)
          and (since is null or (p.budget_id, p.period_start) in (select hold.budget_id, hold.period_start
            from ai_holds hold join ai_calls c on c.id = hold.call_id
            where c.ended_at >= since or c.state in ('reserved', 'sent', 'answered')))
          and (p.spent_nano_usd <> coalesce(h.spent, 0) or p.reserved_nano_usd <> coalesce(h.held, 0))
        union all
        select 'credits held', u.user_id, u.month::text, u.ai_credits_reserved::numeric, coalesce(sum(c.reserved_credits), 0)
        from month_credits u left join ai_calls c on c.user_id = u.user_id and c.state in ('reserved', 'sent', 'answered')
            and date_trunc('month', c.created_at at time zone 'utc')::date = u.month
        where (account is null or u.user_id = account) and u.month >= coalesce(date_trunc('month', since)::date, '-infinity')
        group by u.user_id, u.month, u.ai_credits_reserved having u.ai_credits_reserved <> coalesce(sum(c.reserved_credits), 0);
    $$;
revoke all on function ai_check_books from public, aiwebbuilder_app, aiwebbuilder_public;
