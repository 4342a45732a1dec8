-- Ends a call: settled (charged, at most what was reserved) or released (the account pays nothing). Null when it had ended before.
create or replace function ai_end(call uuid, as_settled boolean, how text, why text, at timestamptz) returns jsonb
    language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
declare
    c ai_calls;
    h record;
    today date;
    charge bigint;
    cost bigint;
    actual bigint;
    unknown boolean;
    used bigint;
    written record;
    -- Of an answer that nobody has read to its end: it was at least as long as it is.
    unread boolean := how is not null;
begin
    select * into c from ai_calls where id = call;
    perform ai_require_account(c.user_id);
    -- Before the call, as everybody locks them: its figure is set when this commits.
    perform from ai_generations where id = c.generation_id for no key update;
    select * into c from ai_calls where id = call for update;
    if not found or c.state in ('settled', 'released') then
        return null;
    end if;
    -- What could not be read to its end, but has landed in part, is of use.
    if how = 'invalid_output' and exists (select from ai_call_steps where call_id = call and paid) then
        as_settled := true;
        how := null;
    end if;
    unknown := c.provider_nano_usd is null and c.state <> 'reserved' and c.reserved_nano_usd > 0;
    -- What never left costs nothing, nor does an error instead of an answer; what broke off in the middle may have cost everything. A charge
    -- is what it was: sent and unknown, everything that was held. What the platform bears alone may be known better.
    cost := case when c.state = 'reserved' or how in ('never_sent', 'shut_off', 'key_refused', 'quota_exhausted', 'forbidden', 'rate_limited',
            'bad_request', 'provider_error', 'overloaded', 'unreachable', 'not_json') then 0
        else coalesce(c.provider_nano_usd, case when not as_settled then c.at_most_nano_usd end, c.reserved_nano_usd) end;
    unknown := unknown and cost > 0 or coalesce((c.usage ->> 'estimated')::boolean, false);
    charge := case when as_settled then least(cost, c.reserved_nano_usd) else 0 end;
    -- Of an answer in several parts the account pays for those that it can use, and for the prompt once.
    select coalesce(sum(letters) filter (where paid), 0) as paid,
        greatest(sum(letters), case when unread then length(c.answer) end)::numeric as letters
    into written from ai_call_steps where call_id = call;
    if as_settled and c.prompt_nano_usd is not null and written.paid > 0 and how is distinct from 'abandoned' then
        charge := least(charge, case when c.prompt_paid then 0 else c.prompt_nano_usd end
            + floor((cost - c.prompt_nano_usd) * (written.paid / written.letters)));
        c.credits := least(c.credits, ceil((case when c.prompt_paid then 0 else c.input_tokens end
            + c.output_tokens * (written.paid / written.letters)) / 1000));
    end if;
    update ai_calls set state = case when as_settled then 'settled' else 'released' end, ended_at = at, charged_nano_usd = charge,
        provider_nano_usd = cost, failure = how, reason = why,
        -- A limit like any other: never more than was held. What never left costs none.
        credits = case when not as_settled or c.state = 'reserved' then 0 else least(c.credits, c.reserved_credits) end,
        wasted = as_settled and how is null and coalesce(written.paid * 2 < written.letters, false),
        answer = case when as_settled and how is null then c.answer end
    where id = call
    returning * into c;

    -- Each step's share, which add up to the whole: by letters of what is paid for, or in equal parts where nothing was read.
    update ai_call_steps s set charged_nano_usd = share.nano_usd
    from (select step_id, div(charge * running, total) - div(charge * (running - weight), total) as nano_usd
        from (select step_id, weight, sum(weight) over (order by step_id) as running, sum(weight) over () as total
            from (select step_id, case when written.paid = 0 then 1 when paid then letters else 0 end::bigint as weight
                from ai_call_steps where call_id = call) weights) sums) share
    where s.call_id = call and s.step_id = share.step_id;

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
    values (c.user_id, c.id, c.member_id, c.generation_id, (select id from account_campaigns where id = c.campaign_id), ai_only_step(c.id), c.state,
        c.provider, c.model, c.price_id, c.input_tokens, c.cached_input_tokens, c.cache_write_5m_tokens, c.cache_write_1h_tokens,
        c.output_tokens, c.reasoning_tokens, case when as_settled then charge else c.reserved_nano_usd end, cost, unknown,
        case when c.key_id is null then 'platform' else 'account' end, why, today, at);
    -- Once a day for each model: an endpoint that counts as it likes is its account's matter, and fills nobody's letter box.
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
        used := settle_credits(c.user_id, date_trunc('month', c.created_at at time zone 'utc')::date, c.reserved_credits, c.credits);
    else
        used := null;
    end if;
    return jsonb_build_object('chargedNanoUsd', charge, 'providerNanoUsd', cost, 'estimated', unknown, 'creditsUsed', used,
        'creditsAdded', c.credits, 'generationId', c.generation_id);
end $$;
revoke all on function ai_end from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function ai_end to aiwebbuilder_app;
