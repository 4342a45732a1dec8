-- Sets a cap, from now on exact: what the running period has seen already counts in it. `budget` holds columns of ai_budgets.
create or replace function ai_set_budget(budget jsonb, at timestamptz) returns uuid
    language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
declare
    b ai_budgets := jsonb_populate_record(null::ai_budgets, budget);
    start date;
    used bigint;
begin
    if b.user_id is null then
        if not app_is_platform() then
            raise insufficient_privilege;
        end if;
    else
        perform ai_require_account(b.user_id);
    end if;
    -- Nobody reserves in the meantime, so that no call is missed or counted twice.
    perform pg_advisory_xact_lock(ai_gate(b.user_id));
    insert into ai_budgets (user_id, scope, subject_id, period, limit_nano_usd, thresholds, at_limit, webhook_url)
    values (b.user_id, b.scope, b.subject_id, b.period, b.limit_nano_usd, coalesce(b.thresholds, '{50,80,100}'),
        coalesce(b.at_limit, 'stop'), b.webhook_url)
    on conflict on constraint ai_budgets_once do update set limit_nano_usd = excluded.limit_nano_usd, thresholds = excluded.thresholds,
        at_limit = excluded.at_limit, webhook_url = excluded.webhook_url
    returning * into b;
    start := ai_period_start(b.period, case when b.user_id is null then (at at time zone 'utc')::date else account_day(b.user_id, at) end);
    insert into ai_budget_periods (budget_id, period_start, user_id) values (b.id, start, b.user_id) on conflict do nothing;
    if found then
        -- Who ends a call at this moment does not see the hold that is made for it here: that is waited for.
        perform from ai_calls c where c.ended_at is null and (b.user_id is null or c.user_id = b.user_id) for share;
        insert into ai_holds (call_id, budget_id, period_start, user_id, amount_nano_usd, actual_nano_usd)
        select c.id, b.id, start, b.user_id, c.reserved_nano_usd,
            case when c.ended_at is not null then case when b.user_id is null then least(c.provider_nano_usd, c.reserved_nano_usd) else c.charged_nano_usd end end
        from ai_calls c
        where case b.scope when 'platform' then c.key_id is null
                when 'account' then c.user_id = b.user_id
                when 'member' then c.user_id = b.user_id and c.member_id = b.subject_id
                else c.user_id = b.user_id and c.campaign_id = b.subject_id end
          and (b.period = 'total' or ai_period_start(b.period, case when b.user_id is null then (c.created_at at time zone 'utc')::date
                else account_day(b.user_id, c.created_at) end) = start);
        update ai_budget_periods set
            spent_nano_usd = (select coalesce(sum(actual_nano_usd), 0) from ai_holds where budget_id = b.id and period_start = start),
            reserved_nano_usd = (select coalesce(sum(amount_nano_usd), 0) from ai_holds
                where budget_id = b.id and period_start = start and actual_nano_usd is null)
        where budget_id = b.id and period_start = start;
    end if;
    -- Whoever ends a call at this moment has done so, or weighs by what is set here.
    select spent_nano_usd into used from ai_budget_periods where budget_id = b.id and period_start = start for update;
    perform ai_weigh_budget(b.id, start, -1, used, at);
    return b.id;
end $$;
revoke all on function ai_set_budget from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function ai_set_budget to aiwebbuilder_app;
