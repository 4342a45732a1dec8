set local lock_timeout = '2s';

-- Changes a function where it says this, and nowhere else. (No text ends with a line: the script indents all but empty ones.)
create function pg_temp.patch(f regprocedure, before text, after text) returns void language plpgsql as $$
declare
    def text := pg_get_functiondef(f);
begin
    if position(before in def) = 0 then
        raise exception '% is not as it was expected', f;
    end if;
    execute replace(def, before, after);
end $$;

drop view ai_told_alerts;
drop trigger audit on reference_images;
do $$
declare
    reserve regprocedure := 'ai_reserve(jsonb, bigint, jsonb, timestamptz)';
    finish regprocedure := 'ai_end(uuid, boolean, text, text, timestamptz)';
begin
    perform pg_temp.patch('audit()', '''sealed_secret''] || case when tg_table_name = ''reference_images'' then array[''content'', ''sha256''] else ''{}''::text[] end', '''sealed_secret'']');
    perform pg_temp.patch('ai_set_budget(jsonb, timestamptz)', '    -- Whoever ends a call at this moment has done so, or weighs by what is set here.
    select spent_nano_usd into used from ai_budget_periods where budget_id = b.id and period_start = start for update;
    perform ai_weigh_budget(b.id, start, -1, used, at);
    return b.id;', '    return b.id;');
    perform pg_temp.patch('ai_set_budget(jsonb, timestamptz)', '    start date;
    used bigint;', '    start date;');
    perform pg_temp.patch('ai_answer(uuid, jsonb, timestamptz, timestamptz)', 'price_id = coalesce(f.price_id, price_id), provider_nano_usd = f.provider_nano_usd', 'provider_nano_usd = f.provider_nano_usd');
    perform pg_temp.patch('ai_count_day(uuid, date, text, bigint, integer, integer)', 'least(day.tokens_used::bigint + excluded.tokens_used, 2147483647)::integer', 'day.tokens_used + excluded.tokens_used');
    perform pg_temp.patch(finish, $f$jsonb_build_object('callId', c.id, 'model', c.model,$f$, $f$jsonb_build_object('callId', c.id,$f$);
    perform pg_temp.patch(finish, $f$    if cost > c.reserved_nano_usd and not exists (select from ai_alerts
        where kind = 'estimate_exceeded' and user_id is not distinct from case when c.key_id is not null then c.user_id end
          and data ->> 'model' = c.model and created_at > at - interval '1 day') then
        perform ai_note_alert(case when c.key_id is not null then c.user_id end, $f$, $f$    if cost > c.reserved_nano_usd then
        perform ai_note_alert(null, $f$);
    perform pg_temp.patch(finish, 'least(c.input_tokens::bigint + c.output_tokens, 2147483647)::integer, 0)', 'c.input_tokens + c.output_tokens, 0)');
    perform pg_temp.patch(finish, 'least(c.credits, c.reserved_credits)', 'coalesce(c.credits, c.reserved_credits)');
    perform pg_temp.patch(finish, $f$        perform ai_weigh_budget(h.budget_id, h.period_start, used - actual, used, at);$f$, $f$        crossed := (select max(t) from unnest(h.thresholds) t
            where h.limit_nano_usd > 0 and used::numeric * 100 >= h.limit_nano_usd::numeric * t
              and (used - actual)::numeric * 100 < h.limit_nano_usd::numeric * t);
        if crossed is not null then
            perform ai_note_alert(h.owner, 'budget_threshold', h.budget_id, h.period_start, crossed,
                format('%s %% of %s is used.', crossed, ai_budget_title(h.scope, h.period)),
                jsonb_build_object('budgetId', h.budget_id, 'periodStart', h.period_start, 'scope', h.scope, 'period', h.period, 'limitNanoUsd', h.limit_nano_usd, 'spentNanoUsd', used), at);
        end if;$f$);
    perform pg_temp.patch(reserve, $f$'budgetId', cap.id, 'subjectId', cap.subject_id, 'scope', cap.scope$f$, $f$'budgetId', cap.id, 'scope', cap.scope$f$);
    perform pg_temp.patch(reserve, $f$'used', spent, 'reserved', held, 'atLimit', ai_at_limit_of(c.user_id));$f$, $f$'used', spent, 'reserved', held);$f$);
    perform pg_temp.patch(reserve,
        'and (c.reserved_nano_usd = 0 or spent_nano_usd + reserved_nano_usd + c.reserved_nano_usd <= cap.limit_nano_usd)',
        'and spent_nano_usd + reserved_nano_usd + c.reserved_nano_usd <= cap.limit_nano_usd');
    perform pg_temp.patch(reserve, $f$        if closed.open_until is not null then
            update ai_breakers set open_until = at + interval '30 seconds'
            where provider = closed.provider and key_id = closed.key_id and open_until <= at;
            -- Somebody else has become the probe in the meantime.
            if not found and exists (select from ai_breakers
                where provider = closed.provider and key_id = closed.key_id and open_until > at) then
                refused := jsonb_build_object('outcome', 'breaker_open', 'until', at + interval '30 seconds', 'failure', closed.failure);
                raise exception 'refused' using errcode = 'AI001';
            end if;
        end if;
        insert into ai_calls (id,$f$, $f$        insert into ai_calls (id,$f$);
    perform pg_temp.patch(reserve, $f$    select * into closed from ai_breakers
    where provider = c.provider and key_id = coalesce(c.key_id, '00000000-0000-0000-0000-000000000000') and open_until is not null;
    if closed.open_until > at then
        return jsonb_build_object('outcome', 'breaker_open', 'until', closed.open_until, 'failure', closed.failure);
    end if;$f$, $f$    update ai_breakers set open_until = at + interval '30 seconds'
    where provider = c.provider and key_id = coalesce(c.key_id, '00000000-0000-0000-0000-000000000000') and open_until <= at;
    if not found then
        select * into closed from ai_breakers
        where provider = c.provider and key_id = coalesce(c.key_id, '00000000-0000-0000-0000-000000000000') and open_until > at;
        if found then
            return jsonb_build_object('outcome', 'breaker_open', 'until', closed.open_until, 'failure', closed.failure);
        end if;
    end if;$f$);
    perform pg_temp.patch(reserve, 'sum(coalesce(greatest(charged_nano_usd, case when key_id is null then least(provider_nano_usd, reserved_nano_usd) end), reserved_nano_usd))', 'sum(coalesce(charged_nano_usd, reserved_nano_usd))');
end $$;
drop function ai_at_limit_of(uuid);
drop function ai_weigh_budget(uuid, date, bigint, bigint, timestamptz);
drop function pg_temp.patch(regprocedure, text, text);
