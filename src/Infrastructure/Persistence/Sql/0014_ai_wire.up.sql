-- What the providers' wire asks for: models that cannot stream, answers that broke off, and upkeep that does not read everything.

set local lock_timeout = '2s';

-- Else its answers are asked for in one piece.
alter table ai_models add column streaming boolean not null default true;

-- Of an answer that broke off: the most that it can have cost, where the provider had said enough to know better than all that was held.
alter table ai_calls add column at_most_nano_usd bigint check (at_most_nano_usd >= 0);
create index idx_ai_calls_ended_at on ai_calls (ended_at) where ended_at is not null;

-- What had been seen of an answer that then broke off. `seen` holds columns of ai_calls: at_most_nano_usd, the tokens, usage.
create function ai_seen(call uuid, seen jsonb) returns boolean
    language plpgsql security definer set search_path = public, pg_catalog as $$
declare
    s ai_calls := jsonb_populate_record(null::ai_calls, seen);
begin
    perform ai_require_account((select user_id from ai_calls where id = call));
    update ai_calls set at_most_nano_usd = s.at_most_nano_usd, input_tokens = s.input_tokens,
        cached_input_tokens = s.cached_input_tokens, cache_write_5m_tokens = s.cache_write_5m_tokens,
        cache_write_1h_tokens = s.cache_write_1h_tokens, output_tokens = s.output_tokens, usage = s.usage
    where id = call and state = 'sent';
    return found;
end $$;

-- A charge is what it was: sent and unknown, everything that was held. What the platform bears alone may be known better.
do $$
declare
    def text := pg_get_functiondef('ai_end(uuid, boolean, text, text, timestamptz)'::regprocedure);
    before text := 'coalesce(c.provider_nano_usd, c.reserved_nano_usd)';
begin
    if position(before in def) = 0 then
        raise exception 'ai_end is not as it was expected';
    end if;
    execute replace(def, before, 'coalesce(c.provider_nano_usd, case when not as_settled then c.at_most_nano_usd end, c.reserved_nano_usd)');
end $$;

-- Who says how long to be left alone is, whatever has failed; not only who counts requests.
do $$
declare
    def text := pg_get_functiondef('ai_report(text, uuid, uuid, text, interval, timestamptz)'::regprocedure);
    before text := 'when what = ''rate_limited'' then';
begin
    if position(before in def) = 0 then
        raise exception 'ai_report is not as it was expected';
    end if;
    execute replace(def, before, 'when what in (''provider_error'', ''overloaded'') and retry_after is not null then retry_after ' || before);
end $$;

-- The next call whose time has run out: never sent, released; sent, charged in full; answered, charged what it cost. One in each
-- transaction, so that no account's caps are waited for while the platform's are held. Null when there is none. The generation is
-- locked before the call, as whoever lands a step of it does, and what somebody holds is left to the next time: nobody waits here.
create or replace function ai_expire(at timestamptz) returns jsonb
    language plpgsql security definer set search_path = public, pg_catalog as $$
declare
    found_one record;
    c ai_calls;
    ended jsonb;
begin
    if not app_is_system() then
        raise insufficient_privilege;
    end if;
    for found_one in select id, generation_id from ai_calls
        where state in ('reserved', 'sent', 'answered') and expires_at <= at order by expires_at limit 100
    loop
        if found_one.generation_id is not null then
            perform from ai_generations where id = found_one.generation_id for no key update skip locked;
            continue when not found;
        end if;
        select * into c from ai_calls
        where id = found_one.id and state in ('reserved', 'sent', 'answered') and expires_at <= at for update skip locked;
        continue when not found;
        ended := case c.state
            when 'reserved' then ai_end(c.id, false, 'never_sent', 'It was never sent.', at)
            when 'sent' then ai_end(c.id, true, 'unknown', 'It was sent, and nobody knows what came of it: charged in full.', at)
            else ai_end(c.id, true, 'unused', 'It was answered, and nobody used the answer.', at) end;
        update ai_generations set cost = least(round((ended ->> 'generationNanoUsd')::bigint / 1e9, 4), 9999.9999) where id = c.generation_id;
        return ended || jsonb_build_object('userId', c.user_id, 'callId', c.id);
    end loop;
    return null;
end $$;

-- Forgets answers that are kept for the same request to come again, when their time is over: so many of them. Returns how many.
create function ai_forget_answers(before timestamptz, most integer) returns integer
    language plpgsql security definer set search_path = public, pg_catalog as $$
declare
    forgotten integer;
begin
    if not app_is_system() then
        raise insufficient_privilege;
    end if;
    update ai_calls set answer = null where id in (
        select id from ai_calls where ended_at < before and answer is not null order by ended_at limit most for update skip locked);
    get diagnostics forgotten = row_count;
    return forgotten;
end $$;
create index idx_ai_calls_kept on ai_calls (ended_at) where ended_at is not null and answer is not null;

-- Everything that is derived, derived again, and where it differs. Empty is well. For one account, or all and the platform; of all
-- time, or only what entries and calls since then have touched.
drop function ai_check_books(uuid);
create function ai_check_books(account uuid, since timestamptz default null)
    returns table (what text, whose uuid, subject text, kept numeric, derived numeric)
    language sql stable security definer set search_path = public, pg_catalog
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
        from user_usage u left join ai_calls c on c.user_id = u.user_id and c.state in ('reserved', 'sent', 'answered')
            and date_trunc('month', c.created_at at time zone 'utc')::date = u.month
        where (account is null or u.user_id = account) and u.month >= coalesce(date_trunc('month', since)::date, '-infinity')
        group by u.user_id, u.month, u.ai_credits_reserved having u.ai_credits_reserved <> coalesce(sum(c.reserved_credits), 0);
    $$;

-- When the books were last checked, and when all of them: one row, which whoever checks them holds.
create table ai_books_checks (
    single boolean primary key default true check (single),
    checked_at timestamptz not null default '-infinity',
    checked_all_at timestamptz not null default '-infinity'
);
insert into ai_books_checks default values;

-- Checks the books when the last check was an hour ago, on whichever node asks first: what was touched since that check, and
-- everything once a day. Null in `due`: it is not time, or somebody is at it.
create function ai_check_books_in_turn(at timestamptz, out due text, out differences text[])
    language plpgsql security definer set search_path = public, pg_catalog as $$
declare
    last ai_books_checks;
    everything boolean;
begin
    if not app_is_system() then
        raise insufficient_privilege;
    end if;
    select * into last from ai_books_checks where checked_at <= at - interval '1 hour' for update skip locked;
    if not found then
        return;
    end if;
    everything := last.checked_all_at <= at - interval '1 day';
    due := case when everything then 'everything' else 'touched' end;
    -- What was written in a transaction that had not committed then is not missed.
    differences := array(select format('%s %s %s: kept %s, derived %s', what, whose, subject, kept, derived)
        from ai_check_books(null, case when not everything then last.checked_at - interval '15 minutes' end));
    update ai_books_checks set checked_at = at, checked_all_at = case when everything then at else checked_all_at end;
    if cardinality(differences) > 0 then
        perform ai_note_difference(differences[1:20], at);
    end if;
end $$;

do $$
declare
    f text;
begin
    foreach f in array array['ai_check_books_in_turn(timestamptz)', 'ai_seen(uuid, jsonb)', 'ai_forget_answers(timestamptz, integer)', 'ai_check_books(uuid, timestamptz)'] loop
        execute format('revoke all on function %s from public', f);
        execute format('grant execute on function %s to aiwebbuilder_app', f);
    end loop;
end $$;
