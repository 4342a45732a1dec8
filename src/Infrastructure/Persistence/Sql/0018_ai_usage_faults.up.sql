-- Faults of AI usage that a second reading has found: thresholds that were never told, a probe that was no call, a provider's word that
-- no column holds, and names that alerts did not say.

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

-- Tells the highest threshold that spending has passed on its way from `before` to `used`, by the cap as it is now: whoever has set it
-- anew in the meantime has weighed what had been spent until then.
create function ai_weigh_budget(budget uuid, start date, before bigint, used bigint, at timestamptz) returns void
    language plpgsql security definer set search_path = public, pg_catalog as $$
declare
    b ai_budgets;
    crossed integer;
begin
    select * into b from ai_budgets where id = budget;
    crossed := (select max(t) from unnest(b.thresholds) t
        where used > 0 and used::numeric * 100 >= b.limit_nano_usd::numeric * t and before::numeric * 100 < b.limit_nano_usd::numeric * t);
    if crossed is not null then
        perform ai_note_alert(b.user_id, 'budget_threshold', b.id, start, crossed,
            format('%s %% of %s is used.', crossed, ai_budget_title(b.scope, b.period)),
            jsonb_build_object('budgetId', b.id, 'subjectId', b.subject_id, 'periodStart', start, 'scope', b.scope, 'period', b.period,
                'limitNanoUsd', b.limit_nano_usd, 'spentNanoUsd', used), at);
    end if;
end $$;
revoke all on function ai_weigh_budget(uuid, date, bigint, bigint, timestamptz) from public;

do $$
declare
    reserve regprocedure := 'ai_reserve(jsonb, bigint, jsonb, timestamptz)';
    finish regprocedure := 'ai_end(uuid, boolean, text, text, timestamptz)';
begin
    -- Who has answers thrown away spends the platform's money all the same.
    perform pg_temp.patch(reserve, 'sum(coalesce(charged_nano_usd, reserved_nano_usd))',
        'sum(coalesce(greatest(charged_nano_usd, case when key_id is null then least(provider_nano_usd, reserved_nano_usd) end), reserved_nano_usd))');

    -- The probe is the call that may go. One that a cap refuses would leave the provider alone once more, for everybody.
    perform pg_temp.patch(reserve, $f$    update ai_breakers set open_until = at + interval '30 seconds'
    where provider = c.provider and key_id = coalesce(c.key_id, '00000000-0000-0000-0000-000000000000') and open_until <= at;
    if not found then
        select * into closed from ai_breakers
        where provider = c.provider and key_id = coalesce(c.key_id, '00000000-0000-0000-0000-000000000000') and open_until > at;
        if found then
            return jsonb_build_object('outcome', 'breaker_open', 'until', closed.open_until, 'failure', closed.failure);
        end if;
    end if;$f$, $f$    select * into closed from ai_breakers
    where provider = c.provider and key_id = coalesce(c.key_id, '00000000-0000-0000-0000-000000000000') and open_until is not null;
    if closed.open_until > at then
        return jsonb_build_object('outcome', 'breaker_open', 'until', closed.open_until, 'failure', closed.failure);
    end if;$f$);
    perform pg_temp.patch(reserve, $f$        insert into ai_calls (id,$f$, $f$        if closed.open_until is not null then
            update ai_breakers set open_until = at + interval '30 seconds'
            where provider = closed.provider and key_id = closed.key_id and open_until <= at;
            -- Somebody else has become the probe in the meantime.
            if not found and exists (select from ai_breakers
                where provider = closed.provider and key_id = closed.key_id and open_until > at) then
                refused := jsonb_build_object('outcome', 'breaker_open', 'until', at + interval '30 seconds', 'failure', closed.failure);
                raise exception 'refused' using errcode = 'AI001';
            end if;
        end if;
        insert into ai_calls (id,$f$);

    -- What costs nothing goes past a cap that was set below what is spent: else nobody could go on with the offline writer there.
    perform pg_temp.patch(reserve, 'and spent_nano_usd + reserved_nano_usd + c.reserved_nano_usd <= cap.limit_nano_usd',
        'and (c.reserved_nano_usd = 0 or spent_nano_usd + reserved_nano_usd + c.reserved_nano_usd <= cap.limit_nano_usd)');

    -- The account's own choice holds for the plan's credits as well.
    perform pg_temp.patch(reserve, $f$'used', spent, 'reserved', held);$f$,
        $f$'used', spent, 'reserved', held, 'atLimit', ai_at_limit_of(c.user_id));$f$);
    perform pg_temp.patch(reserve, $f$'budgetId', cap.id, 'scope', cap.scope$f$,
        $f$'budgetId', cap.id, 'subjectId', cap.subject_id, 'scope', cap.scope$f$);

    perform pg_temp.patch(finish, $f$        crossed := (select max(t) from unnest(h.thresholds) t
            where h.limit_nano_usd > 0 and used::numeric * 100 >= h.limit_nano_usd::numeric * t
              and (used - actual)::numeric * 100 < h.limit_nano_usd::numeric * t);
        if crossed is not null then
            perform ai_note_alert(h.owner, 'budget_threshold', h.budget_id, h.period_start, crossed,
                format('%s %% of %s is used.', crossed, ai_budget_title(h.scope, h.period)),
                jsonb_build_object('budgetId', h.budget_id, 'periodStart', h.period_start, 'scope', h.scope, 'period', h.period, 'limitNanoUsd', h.limit_nano_usd, 'spentNanoUsd', used), at);
        end if;$f$, $f$        perform ai_weigh_budget(h.budget_id, h.period_start, used - actual, used, at);$f$);
    -- Credits are a limit like any other: never more than was held.
    perform pg_temp.patch(finish, 'coalesce(c.credits, c.reserved_credits)', 'least(c.credits, c.reserved_credits)');
    perform pg_temp.patch(finish, 'c.input_tokens + c.output_tokens, 0)',
        'least(c.input_tokens::bigint + c.output_tokens, 2147483647)::integer, 0)');
    -- Once a day for each model: an endpoint that counts as it likes is its account's matter, and fills nobody's letter box.
    perform pg_temp.patch(finish, $f$    if cost > c.reserved_nano_usd then
        perform ai_note_alert(null, $f$, $f$    if cost > c.reserved_nano_usd and not exists (select from ai_alerts
        where kind = 'estimate_exceeded' and user_id is not distinct from case when c.key_id is not null then c.user_id end
          and data ->> 'model' = c.model and created_at > at - interval '1 day') then
        perform ai_note_alert(case when c.key_id is not null then c.user_id end, $f$);
    perform pg_temp.patch(finish, $f$jsonb_build_object('callId', c.id,$f$, $f$jsonb_build_object('callId', c.id, 'model', c.model,$f$);

    perform pg_temp.patch('ai_count_day(uuid, date, text, bigint, integer, integer)', 'day.tokens_used + excluded.tokens_used',
        'least(day.tokens_used::bigint + excluded.tokens_used, 2147483647)::integer');

    -- The price by which it was charged: the prompt may have been shorter than was held for it.
    perform pg_temp.patch('ai_answer(uuid, jsonb, timestamptz, timestamptz)', 'provider_nano_usd = f.provider_nano_usd',
        'price_id = coalesce(f.price_id, price_id), provider_nano_usd = f.provider_nano_usd');

    -- A cap that is set below what is spent already is passed at this moment.
    perform pg_temp.patch('ai_set_budget(jsonb, timestamptz)', '    start date;', '    start date;
    used bigint;');
    perform pg_temp.patch('ai_set_budget(jsonb, timestamptz)', '    return b.id;',
        '    -- Whoever ends a call at this moment has done so, or weighs by what is set here.
    select spent_nano_usd into used from ai_budget_periods where budget_id = b.id and period_start = start for update;
    perform ai_weigh_budget(b.id, start, -1, used, at);
    return b.id;');

    -- Of an image the log says that it was there and what it was; never its bytes.
    perform pg_temp.patch('audit()', '''sealed_secret'']',
        '''sealed_secret''] || case when tg_table_name = ''reference_images'' then array[''content'', ''sha256''] else ''{}''::text[] end');
end $$;
create trigger audit after insert or update or delete on reference_images for each row execute function audit();

-- What an account has chosen for when its own budget ends: to stop, where it has chosen nothing or where any of its caps says so.
create function ai_at_limit_of(account uuid) returns text language sql stable security definer set search_path = public, pg_catalog
    -- stop > offline > cheaper, as it happens: where some say cheaper and some offline, the writer that is always there.
    return (select coalesce(max(at_limit collate "C"), 'stop') from ai_budgets
        where user_id = account and scope = 'account' and (account = app_tenant() or app_is_system()));
revoke all on function ai_at_limit_of(uuid) from public;
grant execute on function ai_at_limit_of(uuid) to aiwebbuilder_app;

-- Alerts as people are told of them: with the name that the member or campaign has now, which is kept in no second place.
create view ai_told_alerts with (security_invoker = true) as
select alert.id, alert.user_id, alert.kind, alert.period_start, alert.threshold, alert.data, alert.created_at, alert.budget_id, about.scope,
    alert.data ->> 'period' as period, (alert.data ->> 'limitNanoUsd')::bigint as limit_nano_usd,
    (alert.data ->> 'spentNanoUsd')::bigint as spent_nano_usd, called.name,
    case when about.scope = 'member' then coalesce(member.id, case when subject = alert.user_id then subject end) end as member_id,
    campaign.id as campaign_id,
    case when called.name is null then alert.message
        else replace(alert.message, 'of a ' || about.scope, format('of the %s “%s”', about.scope, called.name)) end as message
from ai_alerts alert
left join ai_budgets cap on cap.id = alert.budget_id
cross join lateral (select alert.data ->> 'scope' as scope, coalesce(cap.subject_id, (alert.data ->> 'subjectId')::uuid) as subject) about
left join account_members member on about.scope = 'member' and member.user_id = alert.user_id and member.member_id = subject
left join users person on about.scope = 'member' and person.id = subject
left join campaigns campaign on about.scope = 'campaign' and campaign.id = subject
-- On one line: it stands in a mail's subject.
cross join lateral (select regexp_replace(coalesce(person.name, campaign.name), '[[:cntrl:]]+', ' ', 'g') as name) called;
grant select on ai_told_alerts to aiwebbuilder_app;

drop function pg_temp.patch(regprocedure, text, text);
