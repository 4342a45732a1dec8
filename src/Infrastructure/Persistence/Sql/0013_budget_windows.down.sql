set local lock_timeout = '2s';

do $$ begin execute replace(pg_get_functiondef('erase_batch(uuid, integer)'::regprocedure), '[''ai_settings'', mine],
        [''ai_ledger'', mine],', '[''ai_ledger'', mine],'); end $$;
drop table ai_settings;

do $$
declare
    f text;
begin
    f := regexp_replace(pg_get_functiondef('ai_reserve(jsonb, bigint, jsonb, timestamptz)'::regprocedure),
        '''atLimit'', case when exists .* then ''stop'' else cap\.at_limit end\);', '''atLimit'', cap.at_limit);');
    f := replace(f, 'overlay(ai_budget_title(refused ->> ''scope'', refused ->> ''period'') placing ''T'' from 1 for 1) || '' is used up.'', refused, at);',
        '''The AI budget is used up.'', refused, at);');
    execute f;
    f := replace(pg_get_functiondef('ai_end(uuid, boolean, text, text, timestamptz)'::regprocedure),
        'format(''%s %% of %s is used.'', crossed, ai_budget_title(h.scope, h.period)),
                jsonb_build_object(''budgetId'', h.budget_id, ''periodStart'', h.period_start, ''scope'', h.scope,',
        'format(''%s %% of the AI budget is used.'', crossed),
                jsonb_build_object(''scope'', h.scope,');
    execute f;
end $$;

drop function ai_drop_budget(uuid, text, uuid, text);
create function ai_drop_budget(account uuid, of_scope text, subject uuid) returns boolean
    language plpgsql security definer set search_path = public, pg_catalog as $$
begin
    if account is null then
        if not app_is_platform() then
            raise insufficient_privilege;
        end if;
    else
        perform ai_require_account(account);
    end if;
    perform pg_advisory_xact_lock(ai_gate(account));
    delete from ai_budgets where user_id is not distinct from account and scope = of_scope and subject_id is not distinct from subject;
    return found;
end $$;
revoke all on function ai_drop_budget(uuid, text, uuid) from public;
grant execute on function ai_drop_budget(uuid, text, uuid) to aiwebbuilder_app;

create or replace function ai_set_budget(budget jsonb, at timestamptz) returns uuid
    language plpgsql security definer set search_path = public, pg_catalog as $$
declare
    b ai_budgets := jsonb_populate_record(null::ai_budgets, budget);
    start date;
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
    -- What was counted by days says nothing of months: another period is another cap.
    delete from ai_budgets where user_id is not distinct from b.user_id and scope = b.scope
        and subject_id is not distinct from b.subject_id and period <> b.period;
    insert into ai_budgets (user_id, scope, subject_id, period, limit_nano_usd, thresholds, at_limit, webhook_url)
    values (b.user_id, b.scope, b.subject_id, b.period, b.limit_nano_usd, coalesce(b.thresholds, '{50,80,100}'),
        coalesce(b.at_limit, 'stop'), b.webhook_url)
    on conflict on constraint ai_budgets_once do update set limit_nano_usd = excluded.limit_nano_usd, thresholds = excluded.thresholds,
        at_limit = excluded.at_limit, webhook_url = excluded.webhook_url
    returning * into b;
    start := ai_period_start(b.period, case when b.user_id is null then (at at time zone 'utc')::date else account_day(b.user_id, at) end);
    insert into ai_budget_periods (budget_id, period_start, user_id) values (b.id, start, b.user_id) on conflict do nothing;
    if found then
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
    return b.id;
end $$;

drop function ai_budget_title;

-- One for each subject again: the one that was set last.
delete from ai_budgets older using ai_budgets newer
where newer.user_id is not distinct from older.user_id and newer.scope = older.scope and newer.subject_id is not distinct from older.subject_id
  and (newer.updated_at, newer.id) > (older.updated_at, older.id);
alter table ai_budgets drop constraint ai_budgets_once;
alter table ai_budgets add constraint ai_budgets_once unique nulls not distinct (user_id, scope, subject_id);
