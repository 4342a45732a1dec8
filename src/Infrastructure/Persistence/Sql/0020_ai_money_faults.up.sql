-- Money faults that an attacker has found: calls that were cancelled at the platform's cost, automatic stops that were lifted again and
-- again, a generation's figure that only landing set, refusals for good by what was only held, and a breaker that anybody could open.

set local lock_timeout = '2s';

-- Since when a step waits for a cap of which calls under way hold too much.
alter table generation_steps add column waiting_since timestamptz;

-- Reserves the worst case of a call over every cap, or takes nothing. `call` holds columns of ai_calls, and `may_wait`: whether what only
-- calls under way stand in the way of is worth waiting for.
-- Outcomes: reserved; ended; shut_off; breaker_open {until}; velocity; failures; budget {scope, period, ...}; credits {limit, used}; held.
create or replace function ai_reserve(call jsonb, credit_limit bigint, guards jsonb, at timestamptz) returns jsonb
    language plpgsql security definer set search_path = public, pg_catalog as $$
declare
    c ai_calls := jsonb_populate_record(null::ai_calls, call);
    stop ai_shutoffs;
    cap ai_budgets;
    closed ai_breakers;
    start date;
    today date;
    usage_month date := date_trunc('month', at at time zone 'utc')::date;
    spent bigint;
    held bigint;
    refused jsonb;
    may_wait boolean := coalesce((call ->> 'may_wait')::boolean, false);
begin
    perform ai_require_account(c.user_id);
    perform pg_advisory_xact_lock_shared(ai_gate(null));
    perform pg_advisory_xact_lock_shared(ai_gate(c.user_id));

    select * into stop from ai_shutoffs where lifted_at is null and (user_id is null or user_id = c.user_id)
    order by user_id nulls first limit 1;
    if found then
        return jsonb_build_object('outcome', 'shut_off', 'reason', stop.reason, 'platform', stop.user_id is null);
    end if;

    -- It was cancelled since its worker has looked.
    if exists (select from ai_generations where id = c.generation_id and user_id = c.user_id and status <> 'processing') then
        return '{"outcome": "ended"}';
    end if;

    -- Spend that runs away stops itself, and what costs nothing does not run. What a person has started again is weighed from then on;
    -- a stop that a person pressed has judged nothing.
    select coalesce(sum(coalesce(greatest(charged_nano_usd, case when key_id is null then least(provider_nano_usd, reserved_nano_usd) end),
            reserved_nano_usd)), 0),
        count(*) filter (where failure not in ('never_sent', 'unused', 'unknown', 'not_landed', 'cancelled', 'shut_off'))
    into spent, held
    from ai_calls where user_id = c.user_id and created_at > at - (guards ->> 'window')::interval and created_at <= at
      and created_at > coalesce((select max(lifted_at) from ai_shutoffs where user_id = c.user_id and automatic), '-infinity');
    if c.reserved_nano_usd > 0 and spent + c.reserved_nano_usd > (guards ->> 'nanoUsd')::bigint then
        return jsonb_build_object('outcome', 'velocity', 'spentNanoUsd', spent);
    end if;
    if held >= (guards ->> 'failures')::bigint then
        return jsonb_build_object('outcome', 'failures', 'failures', held);
    end if;

    -- An open breaker lets one call through when its time is up: the probe.
    select * into closed from ai_breakers
    where provider = c.provider and key_id = coalesce(c.key_id, '00000000-0000-0000-0000-000000000000') and open_until is not null;
    if closed.open_until > at then
        return jsonb_build_object('outcome', 'breaker_open', 'until', closed.open_until, 'failure', closed.failure);
    end if;

    today := account_day(c.user_id, at);
    begin
        for cap in select * from ai_budgets_of(c.user_id, c.member_id, c.campaign_id, c.key_id is null) loop
            start := ai_period_start(cap.period, case when cap.user_id is null then (at at time zone 'utc')::date else today end);
            insert into ai_budget_periods (budget_id, period_start, user_id) values (cap.id, start, cap.user_id) on conflict do nothing;
            update ai_budget_periods set reserved_nano_usd = reserved_nano_usd + c.reserved_nano_usd
            where budget_id = cap.id and period_start = start
              and (c.reserved_nano_usd = 0 or spent_nano_usd + reserved_nano_usd + c.reserved_nano_usd <= cap.limit_nano_usd);
            if not found then
                -- Those that it has still to pass; the ones before have let it through. What is spent refuses for good, and comes before
                -- what calls under way hold and give back; to stop is stronger than to go on with less.
                select jsonb_build_object('outcome', case when for_good then 'budget' else 'held' end, 'budgetId', id,
                    'subjectId', subject_id, 'scope', scope, 'period', period, 'periodStart', period_start,
                    'limitNanoUsd', limit_nano_usd, 'spentNanoUsd', spent_nano_usd, 'reservedNanoUsd', reserved_nano_usd,
                    'atLimit', case when bool_or(at_limit = 'stop') over (partition by for_good) then 'stop' else at_limit end)
                into refused
                from (select left_over.*, not may_wait or spent_nano_usd + c.reserved_nano_usd > limit_nano_usd as for_good
                    from (select other.*, own.period_start, coalesce(p.spent_nano_usd, 0) as spent_nano_usd,
                            coalesce(p.reserved_nano_usd, 0) as reserved_nano_usd
                        from ai_budgets_of(c.user_id, c.member_id, c.campaign_id, c.key_id is null) other
                        cross join lateral (select ai_period_start(other.period,
                            case when other.user_id is null then (at at time zone 'utc')::date else today end) as period_start) own
                        left join ai_budget_periods p on p.budget_id = other.id and p.period_start = own.period_start) left_over
                    where id = cap.id or (user_id is null, id) > (cap.user_id is null, cap.id)
                        and spent_nano_usd + reserved_nano_usd + c.reserved_nano_usd > limit_nano_usd) refusing
                order by for_good desc, user_id is null, id limit 1;
                raise exception 'refused' using errcode = 'AI001';
            end if;
            insert into ai_holds (call_id, budget_id, period_start, user_id, amount_nano_usd)
            values (c.id, cap.id, start, cap.user_id, c.reserved_nano_usd);
        end loop;
        if c.reserved_credits > 0 then
            insert into user_usage (user_id, month) values (c.user_id, usage_month) on conflict do nothing;
            update user_usage set ai_credits_reserved = ai_credits_reserved + c.reserved_credits
            where user_id = c.user_id and month = usage_month
              and (credit_limit is null or ai_credits_used + ai_credits_reserved + c.reserved_credits <= credit_limit);
            if not found then
                select ai_credits_used, ai_credits_reserved into spent, held from user_usage
                where user_id = c.user_id and month = usage_month;
                refused := jsonb_build_object('outcome', case when may_wait and spent + c.reserved_credits <= credit_limit then 'held' else 'credits' end,
                    'limit', credit_limit, 'used', spent, 'reserved', held, 'atLimit', ai_at_limit_of(c.user_id));
                raise exception 'refused' using errcode = 'AI001';
            end if;
        end if;
        if closed.open_until is not null then
            update ai_breakers set open_until = at + interval '30 seconds'
            where provider = closed.provider and key_id = closed.key_id and open_until <= at;
            -- Somebody else has become the probe in the meantime.
            if not found and exists (select from ai_breakers
                where provider = closed.provider and key_id = closed.key_id and open_until > at) then
                refused := jsonb_build_object('outcome', 'breaker_open', 'until', at + interval '30 seconds', 'failure', closed.failure);
                raise exception 'refused' using errcode = 'AI001';
            end if;
        end if;
        insert into ai_calls (id, user_id, member_id, campaign_id, generation_id, step_id, purpose, provider, model, price_id, key_id,
            reserved_nano_usd, reserved_credits, request_hash, prompt_version, expires_at, created_at)
        values (c.id, c.user_id, c.member_id, c.campaign_id, c.generation_id, c.step_id, c.purpose, c.provider, c.model, c.price_id,
            c.key_id, c.reserved_nano_usd, c.reserved_credits, c.request_hash, c.prompt_version, c.expires_at, at);
        insert into ai_ledger (user_id, call_id, member_id, generation_id, campaign_id, step_id, entry, provider, model, price_id,
            input_tokens, output_tokens, amount_nano_usd, paid_by, day, created_at)
        values (c.user_id, c.id, c.member_id, c.generation_id, (select id from campaigns where id = c.campaign_id), c.step_id,
            'reserved', c.provider, c.model, c.price_id, 0, 0, c.reserved_nano_usd,
            case when c.key_id is null then 'platform' else 'account' end, today, at);
    exception when sqlstate 'AI001' then
        null; -- whatever was taken from the caps before is given back
    end;
    if refused is null then
        return '{"outcome": "reserved"}';
    end if;
    if refused ->> 'outcome' = 'budget' then
        perform ai_note_alert(case when refused ->> 'scope' <> 'platform' then c.user_id end, 'budget_exhausted', (refused ->> 'budgetId')::uuid, (refused ->> 'periodStart')::date, 100,
            overlay(ai_budget_title(refused ->> 'scope', refused ->> 'period') placing 'T' from 1 for 1) || ' is used up.', refused, at);
    end if;
    return refused;
end $$;

-- The call leaves now; its sender holds the gate, has looked for stops, and keeps it until the request has left. Null: it may go; else
-- `ended`: its generation was cancelled; `run_out`: the reservation's time is over.
create or replace function ai_send(call uuid, expires timestamptz, at timestamptz) returns text
    language plpgsql security definer set search_path = public, pg_catalog as $$
declare
    c ai_calls;
begin
    select * into c from ai_calls where id = call;
    perform ai_require_account(c.user_id);
    -- Before the call, as everybody locks them. Whoever cancels has committed, and nothing leaves; or waits for this, and it has left.
    perform from ai_generations where id = c.generation_id and status = 'processing' for share;
    if not found and exists (select from ai_generations where id = c.generation_id) then
        return 'ended';
    end if;
    update ai_calls set state = 'sent', sent_at = at, expires_at = expires where id = call and state = 'reserved';
    return case when not found then 'run_out' end;
end $$;

-- Ends a call: settled (charged, at most what was reserved) or released (the account pays nothing). Null when it had ended before.
create or replace function ai_end(call uuid, as_settled boolean, how text, why text, at timestamptz) returns jsonb
    language plpgsql security definer set search_path = public, pg_catalog as $$
declare
    c ai_calls;
    h record;
    today date;
    charge bigint;
    cost bigint;
    actual bigint;
    unknown boolean;
    used bigint;
begin
    select * into c from ai_calls where id = call;
    perform ai_require_account(c.user_id);
    -- Before the call, as everybody locks them: its figure is set when this commits.
    perform from ai_generations where id = c.generation_id for no key update;
    select * into c from ai_calls where id = call for update;
    if not found or c.state in ('settled', 'released') then
        return null;
    end if;
    unknown := c.provider_nano_usd is null and c.state <> 'reserved' and c.reserved_nano_usd > 0;
    -- An error instead of an answer costs nothing; what broke off in the middle may have cost everything.
    cost := case when c.state = 'reserved' or how in ('key_refused', 'quota_exhausted', 'forbidden', 'rate_limited', 'bad_request',
            'provider_error', 'overloaded', 'unreachable', 'not_json') then 0
        else coalesce(c.provider_nano_usd, case when not as_settled then c.at_most_nano_usd end, c.reserved_nano_usd) end;
    unknown := unknown and cost > 0 or coalesce((c.usage ->> 'estimated')::boolean, false);
    charge := case when as_settled then least(cost, c.reserved_nano_usd) else 0 end;
    update ai_calls set state = case when as_settled then 'settled' else 'released' end, ended_at = at, charged_nano_usd = charge,
        provider_nano_usd = cost, failure = how, reason = why,
        -- What never left costs none.
        credits = case when not as_settled or c.state = 'reserved' then 0 else least(c.credits, c.reserved_credits) end,
        answer = case when as_settled and how is null then c.answer end
    where id = call
    returning * into c;

    today := account_day(c.user_id, at);
    for h in select hold.*, cap.scope, cap.period, cap.limit_nano_usd, cap.thresholds, cap.user_id as owner
        from ai_holds hold join ai_budgets cap on cap.id = hold.budget_id where hold.call_id = call
        order by cap.user_id is null, cap.id
    loop
        -- The platform's caps bear what its keys cost, also where the account pays nothing.
        actual := case when h.owner is null then least(cost, h.amount_nano_usd) else least(charge, h.amount_nano_usd) end;
        update ai_budget_periods set reserved_nano_usd = reserved_nano_usd - h.amount_nano_usd, spent_nano_usd = spent_nano_usd + actual
        where budget_id = h.budget_id and period_start = h.period_start
        returning spent_nano_usd into used;
        update ai_holds set actual_nano_usd = actual where call_id = call and budget_id = h.budget_id;
        perform ai_weigh_budget(h.budget_id, h.period_start, used - actual, used, at);
    end loop;

    insert into ai_ledger (user_id, call_id, member_id, generation_id, campaign_id, step_id, entry, provider, model, price_id,
        input_tokens, cached_input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens,
        amount_nano_usd, provider_nano_usd, estimated, paid_by, reason, day, created_at)
    values (c.user_id, c.id, c.member_id, c.generation_id, (select id from campaigns where id = c.campaign_id), c.step_id, c.state,
        c.provider, c.model, c.price_id, c.input_tokens, c.cached_input_tokens, c.cache_write_5m_tokens, c.cache_write_1h_tokens,
        c.output_tokens, c.reasoning_tokens, case when as_settled then charge else c.reserved_nano_usd end, cost, unknown,
        case when c.key_id is null then 'platform' else 'account' end, why, today, at);
    if cost > c.reserved_nano_usd and not exists (select from ai_alerts
        where kind = 'estimate_exceeded' and user_id is not distinct from case when c.key_id is not null then c.user_id end
          and data ->> 'model' = c.model and created_at > at - interval '1 day') then
        perform ai_note_alert(case when c.key_id is not null then c.user_id end, 'estimate_exceeded', null, null, null, format('A call of %s cost more than was reserved.', c.model),
            jsonb_build_object('callId', c.id, 'model', c.model, 'reservedNanoUsd', c.reserved_nano_usd, 'providerNanoUsd', cost), at);
    end if;
    if as_settled then
        perform ai_count_day(c.user_id, today, c.provider, charge, least(c.input_tokens::bigint + c.output_tokens, 2147483647)::integer, 0);
    end if;
    -- Last, as whoever starts a generation waits for this row.
    if c.reserved_credits > 0 then
        update user_usage set ai_credits_reserved = ai_credits_reserved - c.reserved_credits, ai_credits_used = ai_credits_used + c.credits
        where user_id = c.user_id and month = date_trunc('month', c.created_at at time zone 'utc')::date
        returning ai_credits_used into used;
    else
        used := null;
    end if;
    return jsonb_build_object('chargedNanoUsd', charge, 'providerNanoUsd', cost, 'estimated', unknown, 'creditsUsed', used,
        'creditsAdded', c.credits, 'generationId', c.generation_id);
end $$;

-- The next call whose time has run out: never sent, released; sent, charged in full; answered, charged what it cost. One in each
-- transaction; the generation is locked before the call, and what somebody holds is left to the next time.
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
        return ended || jsonb_build_object('userId', c.user_id, 'callId', c.id);
    end loop;
    return null;
end $$;

create or replace function ai_shut_off(account uuid, as_hard boolean, why text, by_itself boolean, at timestamptz) returns uuid
    language plpgsql security definer set search_path = public, pg_catalog as $$
declare
    stop uuid;
    before boolean;
begin
    if account is null then
        if not app_is_platform() and not app_is_system() then
            raise insufficient_privilege;
        end if;
    else
        perform ai_require_account(account);
    end if;
    perform pg_advisory_xact_lock(ai_gate(account));
    before := exists (select from ai_shutoffs where user_id is not distinct from account and lifted_at is null and hard >= as_hard);
    insert into ai_shutoffs (user_id, hard, automatic, reason, set_by, created_at)
    values (account, as_hard, by_itself, why, case when not by_itself then app_actor() end, at)
    on conflict (user_id) where lifted_at is null do update set hard = ai_shutoffs.hard or excluded.hard,
        -- Nobody makes an automatic one theirs by pressing as well: it would be lifted as often as they like.
        automatic = ai_shutoffs.automatic or excluded.automatic,
        reason = case when by_itself then ai_shutoffs.reason else excluded.reason end
    returning id into stop;
    perform pg_notify('ai_shutoffs', '');
    if not before then
        perform ai_note_alert(account, 'shutoff', null, null, null, format('AI is switched off: %s', why),
            jsonb_build_object('hard', as_hard, 'automatic', by_itself), at);
    end if;
    return stop;
end $$;

-- Lifts a stop. Of those that nobody pressed an account lifts two in 24 hours; the next one stays until the time that is returned.
-- Null: it is lifted, or there was none.
drop function ai_lift_shutoff(uuid, text, timestamptz);
create function ai_lift_shutoff(account uuid, why text, at timestamptz) returns timestamptz
    language plpgsql security definer set search_path = public, pg_catalog as $$
declare
    stop ai_shutoffs;
    until timestamptz;
begin
    if app_actor() is null then
        raise insufficient_privilege using message = 'only a person lifts a stop';
    end if;
    if account is null then
        if not app_is_platform() then
            raise insufficient_privilege;
        end if;
    else
        perform ai_require_account(account);
    end if;
    select * into stop from ai_shutoffs where lifted_at is null and user_id is not distinct from account for update;
    if stop.automatic then
        until := (select lifted_at + interval '1 day' from ai_shutoffs
            where user_id = account and automatic and lifted_at > at - interval '1 day' order by lifted_at desc offset 1 limit 1);
        if until is not null then
            return until;
        end if;
    end if;
    update ai_shutoffs set lifted_at = at, lifted_by = app_actor(), lift_reason = why where id = stop.id;
    return null;
end $$;
revoke all on function ai_lift_shutoff(uuid, text, timestamptz) from public;
grant execute on function ai_lift_shutoff(uuid, text, timestamptz) to aiwebbuilder_app;

-- The stops that bind this account now, its own and the platform's.
create or replace function ai_shutoffs_of(account uuid) returns setof ai_shutoffs
    language sql  stable security definer set search_path = public, pg_catalog as $$
        select * from ai_shutoffs where lifted_at is null and (user_id is null
            or user_id = account and (account = app_tenant() or app_is_system())) order by user_id nulls first;
    $$;

-- A generation's figure is set from the ledger, whoever has written there, and when all else of the transaction is done: who lands a step
-- writes the same row, and would take this for somebody else's change.
create function ai_set_generation_cost() returns trigger language plpgsql security definer set search_path = public, pg_catalog as $$
declare
    exact numeric := (select sum(amount_nano_usd) from ai_ledger where generation_id = new.generation_id and entry = 'settled') / 1e9;
begin
    update ai_generations set cost = least(round(exact, 4), 9999.9999)
    where id = new.generation_id and cost <> least(round(exact, 4), 9999.9999);
    return null;
end $$;
revoke all on function ai_set_generation_cost() from public;
create constraint trigger ai_set_generation_cost after insert on ai_ledger deferrable initially deferred
    for each row when (new.entry = 'settled' and new.generation_id is not null) execute function ai_set_generation_cost();

-- What a call has shown about its provider, by the call's own row: nobody says it of another's call or key.
create function ai_report(call uuid, what text, model_alone boolean, retry_after interval, at timestamptz) returns boolean
    language plpgsql security definer set search_path = public, pg_catalog as $$
declare
    c ai_calls;
begin
    select * into c from ai_calls where id = call;
    perform ai_require_account(c.user_id);
    return ai_report(c.provider, c.model, c.key_id, c.user_id, what, model_alone, retry_after, at);
end $$;
revoke all on function ai_report(uuid, text, boolean, interval, timestamptz) from public;
grant execute on function ai_report(uuid, text, boolean, interval, timestamptz) to aiwebbuilder_app;
revoke execute on function ai_report(text, text, uuid, uuid, text, boolean, interval, timestamptz) from aiwebbuilder_app;
-- It reads any account: the owner's, and that of the check in turn, which runs as the owner.
revoke execute on function ai_check_books(uuid, timestamptz) from aiwebbuilder_app;

-- What generations cost that were stopped in flight before today.
update ai_generations g set cost = least(round(l.total / 1e9, 4), 9999.9999)
from (select generation_id, sum(amount_nano_usd) as total from ai_ledger where entry = 'settled' group by generation_id) l
where l.generation_id = g.id and g.cost <> least(round(l.total / 1e9, 4), 9999.9999);
