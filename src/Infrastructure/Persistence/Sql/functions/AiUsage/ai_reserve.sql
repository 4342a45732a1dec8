-- Reserves the worst case of a call over every cap, or takes nothing. `call` holds columns of ai_calls; `steps`, what is asked
-- for; and `may_wait`: whether what only calls under way stand in the way of is worth waiting for.
-- Outcomes: reserved; ended; shut_off; breaker_open {until}; velocity; failures; budget {scope, period, ...}; credits {limit, used}; held.
create or replace function ai_reserve(call jsonb, credit_limit bigint, guards jsonb, at timestamptz) returns jsonb
    language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
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
    credits record;
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
    -- a stop that a person pressed has judged nothing. Who has answers thrown away spends the platform's money all the same.
    select coalesce(sum(coalesce(greatest(charged_nano_usd, case when key_id is null then least(provider_nano_usd, reserved_nano_usd) end),
            reserved_nano_usd)), 0),
        count(*) filter (where wasted or failure not in ('never_sent', 'unused', 'unknown', 'not_landed', 'cancelled', 'shut_off'))
    into spent, held
    from ai_calls where user_id = c.user_id and created_at > at - (guards ->> 'window')::interval and created_at <= at
      and created_at > coalesce((select max(lifted_at) from ai_shutoffs where user_id = c.user_id and automatic), '-infinity');
    if c.reserved_nano_usd > 0 and spent + c.reserved_nano_usd > (guards ->> 'nanoUsd')::bigint then
        return jsonb_build_object('outcome', 'velocity', 'spentNanoUsd', spent);
    end if;
    if held >= (guards ->> 'failures')::bigint then
        return jsonb_build_object('outcome', 'failures', 'failures', held);
    end if;

    -- An open breaker lets one call through when its time is up: the probe. It is chosen below, among the calls that may go: one that a cap
    -- refuses would leave the provider alone once more, for everybody.
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
            -- What costs nothing goes past a cap that was set below what is spent: else nobody could go on with the offline writer there.
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
            select * into credits from reserve_credits(c.user_id, usage_month, c.reserved_credits, credit_limit);
            if not credits.taken then
                -- The account's own choice for the end of its budget holds for the plan's credits as well.
                refused := jsonb_build_object('outcome', case when may_wait and credits.used + c.reserved_credits <= credit_limit then 'held' else 'credits' end,
                    'limit', credit_limit, 'used', credits.used, 'reserved', credits.reserved, 'atLimit', ai_at_limit_of(c.user_id));
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
        insert into ai_calls (id, user_id, member_id, campaign_id, generation_id, purpose, provider, model, price_id, key_id,
            reserved_nano_usd, reserved_credits, prompt_paid, request_hash, prompt_version, expires_at, created_at)
        values (c.id, c.user_id, c.member_id, c.campaign_id, c.generation_id, c.purpose, c.provider, c.model, c.price_id,
            c.key_id, c.reserved_nano_usd, c.reserved_credits, c.prompt_paid, c.request_hash, c.prompt_version, c.expires_at, at);
        insert into ai_call_steps (call_id, step_id, user_id)
        select c.id, step::uuid, c.user_id from jsonb_array_elements_text(call -> 'steps') step;
        insert into ai_ledger (user_id, call_id, member_id, generation_id, campaign_id, step_id, entry, provider, model, price_id,
            input_tokens, output_tokens, amount_nano_usd, paid_by, day, created_at)
        values (c.user_id, c.id, c.member_id, c.generation_id, (select id from account_campaigns where id = c.campaign_id), ai_only_step(c.id),
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
            overlay(ai_budget_title(refused ->> 'scope', refused ->> 'period') placing 'T' from 1 for 1) || ' is used up.', refused - 'outcome', at);
    end if;
    return refused;
end $$;
revoke all on function ai_reserve from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function ai_reserve to aiwebbuilder_app;
