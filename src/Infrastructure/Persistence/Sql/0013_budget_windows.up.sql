-- A subject has a cap for each period that it wants one for: by the day, by the month and in total, and all of them hold.

set local lock_timeout = '2s';

alter table ai_budgets drop constraint ai_budgets_once;
alter table ai_budgets add constraint ai_budgets_once unique nulls not distinct (user_id, scope, subject_id, period);

-- What people are told of: "50 % of the daily AI budget of the account is used."
create function ai_budget_title(scope text, period text) returns text language sql immutable set search_path = pg_catalog
    return format('%s AI budget of %s', case period when 'day' then 'the daily' when 'month' then 'the monthly' else 'the total' end,
        case scope when 'account' then 'the account' when 'platform' then 'the platform' else 'a ' || scope end);

-- Sets a cap, from now on exact: what the running period has seen already counts in it. `budget` holds columns of ai_budgets.
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
    return b.id;
end $$;

-- One cap of the subject, or those of all periods. Nobody reserves in the meantime: a call holds from each of the caps that it has
-- found, or from none.
drop function ai_drop_budget(uuid, text, uuid);
create function ai_drop_budget(account uuid, of_scope text, subject uuid, of_period text default null) returns boolean
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
    delete from ai_budgets where user_id is not distinct from account and scope = of_scope and subject_id is not distinct from subject
        and (of_period is null or period = of_period);
    return found;
end $$;
revoke all on function ai_drop_budget(uuid, text, uuid, text) from public;
grant execute on function ai_drop_budget(uuid, text, uuid, text) to aiwebbuilder_app;

-- Alerts say which cap it is. Where several refuse, and one of them is to stop, it stops: nobody goes on with less past that one.
-- Those before this one in the order have let the call through.
do $$
declare
    f text;
begin
    f := replace(pg_get_functiondef('ai_reserve(jsonb, bigint, jsonb, timestamptz)'::regprocedure),
        '''atLimit'', cap.at_limit);',
        '''atLimit'', case when exists (select from ai_budgets_of(c.user_id, c.member_id, c.campaign_id, c.key_id is null) other
                        left join ai_budget_periods p on p.budget_id = other.id and p.period_start = ai_period_start(other.period,
                            case when other.user_id is null then (at at time zone ''utc'')::date else today end)
                        where other.at_limit = ''stop'' and (other.user_id is null, other.id) > (cap.user_id is null, cap.id)
                          and coalesce(p.spent_nano_usd + p.reserved_nano_usd, 0) + c.reserved_nano_usd > other.limit_nano_usd)
                    then ''stop'' else cap.at_limit end);');
    f := replace(f, '''The AI budget is used up.'', refused, at);',
        'overlay(ai_budget_title(refused ->> ''scope'', refused ->> ''period'') placing ''T'' from 1 for 1) || '' is used up.'', refused, at);');
    execute f;
    f := replace(pg_get_functiondef('ai_end(uuid, boolean, text, text, timestamptz)'::regprocedure),
        'format(''%s %% of the AI budget is used.'', crossed),
                jsonb_build_object(''scope'', h.scope,',
        'format(''%s %% of %s is used.'', crossed, ai_budget_title(h.scope, h.period)),
                jsonb_build_object(''budgetId'', h.budget_id, ''periodStart'', h.period_start, ''scope'', h.scope,');
    execute f;
end $$;

-- Which models stand in for others, as an account has chosen them.
create table ai_settings (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null unique references users (id) on delete cascade,
    -- Names of models in their order; none, when there are none; null: the operator's list.
    fallbacks text[] check (cardinality(fallbacks) <= 10),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
alter table ai_settings enable row level security;
alter table ai_settings force row level security;
do $$ begin execute format('create policy owner_access on ai_settings to %I using (true) with check (true)', current_user); end $$;
create policy tenant_isolation on ai_settings to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
grant select, insert, update on ai_settings to aiwebbuilder_app;
create trigger set_updated_at before update on ai_settings for each row execute function set_updated_at();
create trigger audit after insert or update or delete on ai_settings for each row execute function audit();
do $$ begin execute replace(pg_get_functiondef('erase_batch(uuid, integer)'::regprocedure), '[''ai_ledger'', mine],',
    '[''ai_settings'', mine],
        [''ai_ledger'', mine],'); end $$;
