set local lock_timeout = '2s';

do $$ begin execute replace(pg_get_functiondef('ai_report(text, uuid, uuid, text, interval, timestamptz)'::regprocedure),
    'when what in (''provider_error'', ''overloaded'') and retry_after is not null then retry_after ', ''); end $$;

drop function ai_check_books_in_turn(timestamptz);
drop table ai_books_checks;
drop function ai_check_books(uuid, timestamptz);
create function ai_check_books(account uuid) returns table (what text, whose uuid, subject text, kept numeric, derived numeric)
    language sql stable security definer set search_path = public, pg_catalog
    as $$
        select 'day', d.user_id, d.date::text, d.total_nano_usd::numeric, coalesce(l.total, 0)
        from ai_cost_tracking d
        left join (select user_id, day, sum(amount_nano_usd) as total from ai_ledger where entry = 'settled' group by user_id, day) l
            on l.user_id = d.user_id and l.day = d.date
        where (account is null or d.user_id = account) and (d.total_nano_usd <> coalesce(l.total, 0)
            or d.total_cost <> least(round(coalesce(l.total, 0) / 1e9, 4), 9999.9999))
        union all
        select 'day missing', l.user_id, l.day::text, 0, sum(l.amount_nano_usd)
        from ai_ledger l where l.entry = 'settled' and (account is null or l.user_id = account)
            and not exists (select from ai_cost_tracking d where d.user_id = l.user_id and d.date = l.day)
        group by l.user_id, l.day having sum(l.amount_nano_usd) > 0
        union all
        select 'generation', g.user_id, g.id::text, g.cost::numeric, least(round(coalesce(l.total, 0) / 1e9, 4), 9999.9999)
        from ai_generations g
        left join (select generation_id, sum(amount_nano_usd) as total from ai_ledger where entry = 'settled' group by generation_id) l
            on l.generation_id = g.id
        where (account is null or g.user_id = account) and g.cost <> least(round(coalesce(l.total, 0) / 1e9, 4), 9999.9999)
        union all
        select 'call', c.user_id, c.id::text, c.charged_nano_usd::numeric, case when l.entry = 'settled' then l.amount_nano_usd else 0 end
        from ai_calls c left join ai_ledger l on l.call_id = c.id and l.entry <> 'reserved'
        where (account is null or c.user_id = account) and c.ended_at is not null
          and (l.id is null or l.entry <> c.state or c.provider_nano_usd <> l.provider_nano_usd
            or l.entry = 'settled' and c.charged_nano_usd <> l.amount_nano_usd)
        union all
        select 'cap', b.user_id, b.id::text, p.spent_nano_usd::numeric + p.reserved_nano_usd, coalesce(h.spent, 0) + coalesce(h.held, 0)
        from ai_budget_periods p join ai_budgets b on b.id = p.budget_id
        left join (select budget_id, period_start, sum(actual_nano_usd) as spent, sum(amount_nano_usd) filter (where actual_nano_usd is null) as held
            from ai_holds group by budget_id, period_start) h on h.budget_id = p.budget_id and h.period_start = p.period_start
        where (account is null or b.user_id = account)
          and (p.spent_nano_usd <> coalesce(h.spent, 0) or p.reserved_nano_usd <> coalesce(h.held, 0))
        union all
        select 'credits held', u.user_id, u.month::text, u.ai_credits_reserved::numeric, coalesce(sum(c.reserved_credits), 0)
        from user_usage u left join ai_calls c on c.user_id = u.user_id and c.ended_at is null
            and date_trunc('month', c.created_at at time zone 'utc')::date = u.month
        where account is null or u.user_id = account
        group by u.user_id, u.month, u.ai_credits_reserved having u.ai_credits_reserved <> coalesce(sum(c.reserved_credits), 0);
    $$;
revoke all on function ai_check_books(uuid) from public;
grant execute on function ai_check_books(uuid) to aiwebbuilder_app;
drop index idx_ai_calls_kept;
drop function ai_forget_answers(timestamptz, integer);

create or replace function ai_expire(at timestamptz) returns jsonb
    language plpgsql security definer set search_path = public, pg_catalog as $$
declare
    c ai_calls;
    ended jsonb;
begin
    if not app_is_system() then
        raise insufficient_privilege;
    end if;
    select * into c from ai_calls where state in ('reserved', 'sent', 'answered') and expires_at <= at
    order by expires_at limit 1 for update skip locked;
    if not found then
        return null;
    end if;
    -- Before the caps, as whoever lands a step of it does.
    perform from ai_generations where id = c.generation_id for no key update;
    ended := case c.state
        when 'reserved' then ai_end(c.id, false, 'never_sent', 'It was never sent.', at)
        when 'sent' then ai_end(c.id, true, 'unknown', 'It was sent, and nobody knows what came of it: charged in full.', at)
        else ai_end(c.id, true, 'unused', 'It was answered, and nobody used the answer.', at) end;
    update ai_generations set cost = least(round((ended ->> 'generationNanoUsd')::bigint / 1e9, 4), 9999.9999) where id = c.generation_id;
    return ended || jsonb_build_object('userId', c.user_id, 'callId', c.id);
end $$;

do $$ begin execute replace(pg_get_functiondef('ai_end(uuid, boolean, text, text, timestamptz)'::regprocedure),
    'coalesce(c.provider_nano_usd, case when not as_settled then c.at_most_nano_usd end, c.reserved_nano_usd)',
    'coalesce(c.provider_nano_usd, c.reserved_nano_usd)'); end $$;
drop function ai_seen(uuid, jsonb);
drop index idx_ai_calls_ended_at;
alter table ai_calls drop column at_most_nano_usd;
alter table ai_models drop column streaming;
