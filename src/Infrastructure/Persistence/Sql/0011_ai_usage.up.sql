-- AI usage in full: the worst case is reserved before a call, over every cap at once; what it really cost is settled, what failed is
-- released; a switch stops all of it. Amounts are nano-dollars (10^-9 USD), so that nothing is ever rounded on the way.

set local lock_timeout = '2s';

------------------------------------------------------------------------------------------------------- calls and caps

-- One call of a model, from the reservation to its end. A worker that dies leaves it open, and it ends by its time: never sent, it
-- is released; sent, nobody knows, and it is charged in full; answered, it is charged what it cost.
create table ai_calls (
    id uuid primary key,
    user_id uuid not null references users (id) on delete cascade,
    member_id uuid,
    campaign_id uuid,
    generation_id uuid references ai_generations (id) on delete set null,
    step_id uuid,
    purpose varchar(50) not null,
    provider varchar(50) not null,
    model varchar(100) not null,
    price_id uuid not null,
    -- The account's own key, which it pays for itself; null: the platform's.
    key_id uuid,
    state varchar(20) not null default 'reserved' check (state in ('reserved', 'sent', 'answered', 'settled', 'released')),
    reserved_nano_usd bigint not null check (reserved_nano_usd >= 0),
    reserved_credits integer not null default 0 check (reserved_credits >= 0),
    -- What the account pays, and what the provider's own count comes to: an answer that was no use costs the platform alone.
    charged_nano_usd bigint check (charged_nano_usd between 0 and reserved_nano_usd),
    provider_nano_usd bigint check (provider_nano_usd >= 0),
    credits integer check (credits >= 0),
    input_tokens integer not null default 0 check (input_tokens >= 0),
    cached_input_tokens integer not null default 0 check (cached_input_tokens >= 0),
    cache_write_5m_tokens integer not null default 0 check (cache_write_5m_tokens >= 0),
    cache_write_1h_tokens integer not null default 0 check (cache_write_1h_tokens >= 0),
    output_tokens integer not null default 0 check (output_tokens >= 0),
    reasoning_tokens integer not null default 0 check (reasoning_tokens >= 0),
    -- The provider's own words about it, as they came.
    usage jsonb,
    request_hash bytea check (length(request_hash) = 32),
    prompt_version varchar(50),
    answer text,
    -- Of a call that came to nothing: one of the failure kinds, and what to tell people.
    failure varchar(50),
    reason text,
    expires_at timestamptz not null,
    sent_at timestamptz,
    answered_at timestamptz,
    ended_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    check (cached_input_tokens + cache_write_5m_tokens + cache_write_1h_tokens <= input_tokens),
    check ((state in ('settled', 'released')) = (ended_at is not null))
) with (fillfactor = 80);
create index idx_ai_calls_user_id on ai_calls (user_id, created_at desc);
create index idx_ai_calls_step_id on ai_calls (step_id) where step_id is not null;
create index idx_ai_calls_generation_id on ai_calls (generation_id) where generation_id is not null;
create index idx_ai_calls_open on ai_calls (expires_at) where state in ('reserved', 'sent', 'answered');
-- What is asked twice is answered from here.
create index idx_ai_calls_request_hash on ai_calls (user_id, request_hash, ended_at desc) where state = 'settled' and answer is not null;

-- A cap: of the platform, an account, one of its members, or one of its campaigns.
create table ai_budgets (
    id uuid primary key default gen_random_uuid(),
    user_id uuid references users (id) on delete cascade,
    scope varchar(20) not null check (scope in ('platform', 'account', 'member', 'campaign')),
    subject_id uuid,
    period varchar(10) not null check (period in ('day', 'month', 'total')),
    limit_nano_usd bigint not null check (limit_nano_usd >= 0),
    thresholds integer[] not null default '{50,80,100}' check (cardinality(thresholds) <= 10 and 1 <= all (thresholds) and 100 >= all (thresholds)),
    at_limit varchar(20) not null default 'stop' check (at_limit in ('stop', 'cheaper', 'offline')),
    webhook_url text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint ai_budgets_once unique nulls not distinct (user_id, scope, subject_id),
    check ((scope = 'platform') = (user_id is null)),
    check ((scope in ('member', 'campaign')) = (subject_id is not null))
);

-- What is spent and held of a cap in one period. A call counts in the period in which it was reserved.
create table ai_budget_periods (
    budget_id uuid not null references ai_budgets (id) on delete cascade,
    period_start date not null,
    user_id uuid references users (id) on delete cascade,
    spent_nano_usd bigint not null default 0 check (spent_nano_usd >= 0),
    reserved_nano_usd bigint not null default 0 check (reserved_nano_usd >= 0),
    primary key (budget_id, period_start)
) with (fillfactor = 70);
create index idx_ai_budget_periods_user_id on ai_budget_periods (user_id);

-- Which caps a call has taken from. Those of the platform's caps outlive the account: they name nobody.
create table ai_holds (
    call_id uuid not null,
    budget_id uuid not null,
    period_start date not null,
    user_id uuid references users (id) on delete cascade,
    amount_nano_usd bigint not null check (amount_nano_usd >= 0),
    -- Null while the call is open.
    actual_nano_usd bigint check (actual_nano_usd between 0 and amount_nano_usd),
    primary key (call_id, budget_id),
    foreign key (budget_id, period_start) references ai_budget_periods (budget_id, period_start) on delete cascade
) with (fillfactor = 80);
create index idx_ai_holds_budget_id on ai_holds (budget_id, period_start);
create index idx_ai_holds_user_id on ai_holds (user_id);

-- What somebody must hear of: once for each cap, period and threshold, whatever crosses it at once.
create table ai_alerts (
    id uuid primary key default gen_random_uuid(),
    user_id uuid references users (id) on delete cascade,
    kind varchar(50) not null check (kind in ('budget_threshold', 'budget_exhausted', 'shutoff', 'breaker_open', 'books_differ', 'estimate_exceeded')),
    budget_id uuid references ai_budgets (id) on delete set null,
    period_start date,
    threshold smallint,
    message text not null,
    data jsonb not null default '{}',
    created_at timestamptz not null default now(),
    constraint ai_alerts_once unique (budget_id, period_start, kind, threshold)
);
create index idx_ai_alerts_user_id on ai_alerts (user_id, created_at desc, id desc);

-- The emergency stop of an account or, without one, of the platform. One at a time; the others are its history.
create table ai_shutoffs (
    id uuid primary key default gen_random_uuid(),
    user_id uuid references users (id) on delete cascade,
    hard boolean not null,
    automatic boolean not null default false,
    reason text not null check (reason <> ''),
    set_by uuid,
    lifted_at timestamptz,
    lifted_by uuid,
    lift_reason text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    check ((lifted_at is null) = (lift_reason is null))
);
create unique index idx_ai_shutoffs_one on ai_shutoffs (user_id) nulls not distinct where lifted_at is null;
create index idx_ai_shutoffs_user_id on ai_shutoffs (user_id, created_at desc);

-- Providers that fail are left alone for a while, for each key of theirs. The platform's keys have no key_id.
create table ai_breakers (
    provider varchar(50) not null,
    key_id uuid not null default '00000000-0000-0000-0000-000000000000',
    user_id uuid references users (id) on delete cascade,
    failures integer not null default 0 check (failures >= 0),
    openings integer not null default 0 check (openings >= 0),
    -- Until then no call goes out; the first one after it is the probe.
    open_until timestamptz,
    failure varchar(50),
    updated_at timestamptz not null default now(),
    primary key (provider, key_id)
);

-- An account's own access to a provider, sealed: the key, and where it is used.
create table ai_keys (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    provider varchar(50) not null check (provider in ('openai', 'anthropic', 'compatible')),
    name varchar(100) not null,
    base_url text,
    sealed_secret bytea,
    hint varchar(30),
    last_used_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    check ((provider = 'compatible') = (base_url is not null))
);
create index idx_ai_keys_user_id on ai_keys (user_id, created_at desc, id desc);

----------------------------------------------------------------------------------------------- ledger, days, credits

alter table ai_ledger
    add column call_id uuid,
    add column member_id uuid,
    add column cache_write_5m_tokens integer not null default 0 check (cache_write_5m_tokens >= 0),
    add column cache_write_1h_tokens integer not null default 0 check (cache_write_1h_tokens >= 0),
    add column reasoning_tokens integer not null default 0 check (reasoning_tokens >= 0),
    -- By the provider's own count; of a released call it is the platform's loss.
    add column provider_nano_usd bigint not null default 0 check (provider_nano_usd >= 0),
    -- The provider has not said what it counted: this is the most that it can have been.
    add column estimated boolean not null default false,
    -- What the answer would have cost, had it not been there already.
    add column saved_nano_usd bigint not null default 0 check (saved_nano_usd >= 0),
    add column paid_by varchar(20) not null default 'platform' check (paid_by in ('platform', 'account')),
    -- The day in the account's time zone at the time of the entry: ai_cost_tracking is by this.
    add column day date not null default '2000-01-01';
alter table ai_ledger disable trigger audit;
update ai_ledger set day = (created_at at time zone 'utc')::date, call_id = coalesce(step_id, id), provider_nano_usd = amount_nano_usd;
alter table ai_ledger enable trigger audit;
alter table ai_ledger alter column day drop default, alter column call_id set not null;
drop index idx_ai_ledger_settled_once;
create unique index idx_ai_ledger_reserved_once on ai_ledger (call_id) where entry = 'reserved';
create unique index idx_ai_ledger_ended_once on ai_ledger (call_id) where entry <> 'reserved';
create index idx_ai_ledger_day on ai_ledger (user_id, day) where entry <> 'reserved';
-- The platform's own costs, over all accounts: entries only ever come at the end.
create index idx_ai_ledger_created_at on ai_ledger using brin (created_at);

-- Exact beside the rounded: each day's DECIMAL(8,4) is set from these, never added up itself.
alter table ai_cost_tracking
    add column openai_nano_usd bigint not null default 0,
    add column anthropic_nano_usd bigint not null default 0,
    add column total_nano_usd bigint not null default 0;
update ai_cost_tracking day set openai_nano_usd = sums.openai, anthropic_nano_usd = sums.anthropic, total_nano_usd = sums.total
from (select user_id, day, coalesce(sum(amount_nano_usd) filter (where provider = 'openai'), 0) as openai,
          coalesce(sum(amount_nano_usd) filter (where provider = 'anthropic'), 0) as anthropic, sum(amount_nano_usd) as total
      from ai_ledger where entry = 'settled' group by user_id, day) sums
where sums.user_id = day.user_id and sums.day = day.date;

alter table user_usage add column ai_credits_reserved integer not null default 0 check (ai_credits_reserved >= 0);
alter table ai_generations add column started_by uuid;
-- Which call has written it: what people do with it afterwards is said of the model.
alter table component_versions add column step_id uuid;
create index idx_component_versions_step_id on component_versions (step_id) where step_id is not null;

-------------------------------------------------------------------------------------------------- prices and models

-- An account prices the models of its own endpoint itself; all others are the platform's.
alter table ai_model_prices add column user_id uuid references users (id) on delete cascade;
-- It prices them with the key that they stand behind, and a price outlives its key: what was called with it names it.
alter table ai_model_prices add column key_id uuid, add check ((user_id is null) = (key_id is null));
alter table ai_model_prices drop constraint ai_model_prices_provider_model_valid_from_tier_from_tokens_key;
alter table ai_model_prices add constraint ai_model_prices_once
    unique nulls not distinct (key_id, provider, model, valid_from, tier_from_tokens);

create function refuse_price_change() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    raise insufficient_privilege using message = 'a price is never changed: a new one is a new row with a later valid_from';
end $$;
create trigger refuse_price_change before update on ai_model_prices for each row execute function refuse_price_change();

-- What a model can be asked for. What it cannot, the pipeline leaves out or does otherwise.
create table ai_models (
    id uuid primary key default gen_random_uuid(),
    user_id uuid references users (id) on delete cascade,
    -- An account's own model is the one behind this key.
    key_id uuid references ai_keys (id) on delete cascade,
    provider varchar(50) not null,
    model varchar(100) not null,
    images boolean not null default false,
    structured_output varchar(20) not null default 'none' check (structured_output in ('schema', 'object', 'none')),
    temperature boolean not null default false,
    reasoning boolean not null default false,
    -- Tokens of its own for each one of o200k_base, at most: how a prompt is estimated from above.
    token_factor decimal(4,2) not null default 1.15 check (token_factor between 1 and 10),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint ai_models_once unique nulls not distinct (user_id, provider, model),
    check ((user_id is null) = (key_id is null))
);
insert into ai_models (provider, model, images, structured_output, temperature, reasoning, token_factor)
select distinct provider, model,
    provider <> 'offline',
    case when provider = 'offline' then 'object' else 'schema' end,
    -- The families from gpt-5 on and Anthropic's present API refuse it.
    model like 'gpt-4%',
    provider = 'anthropic' or model like 'gpt-5%' or model like 'gpt-6%',
    case provider when 'offline' then 1 when 'openai' then 1.15 else 1.6 end
from ai_model_prices;

---------------------------------------------------------------------------------------------------------- functions

-- The account's day: by users.settings.timeZone (IANA), UTC when it has none that is known.
create function account_day(account uuid, at timestamptz) returns date
    language plpgsql stable security definer set search_path = public, pg_catalog as $$
declare
    zone text := (select settings ->> 'timeZone' from users where id = account);
begin
    return (at at time zone coalesce(zone, 'utc'))::date;
exception when invalid_parameter_value then
    return (at at time zone 'utc')::date;
end $$;

create function ai_period_start(period text, day date) returns date language sql immutable set search_path = pg_catalog
    return case period when 'day' then day when 'month' then date_trunc('month', day)::date else date '2000-01-01' end;

-- Who starts a call holds this shared until the request has left; who stops calls or changes a cap takes it alone. So a stop binds
-- from its commit: no call that has not left by then leaves at all. Without an account: the platform's.
create function ai_gate(account uuid) returns bigint language sql immutable set search_path = pg_catalog
    return hashtextextended('ai_gate:' || coalesce(account::text, 'platform'), 0);

-- These functions step over row-level security, so that one statement may weigh an account's caps against the platform's. Whose
-- rows they may touch is checked here.
create function ai_require_account(account uuid) returns void language plpgsql stable set search_path = public, pg_catalog as $$
begin
    if account is distinct from app_tenant() and not app_is_system() then
        raise insufficient_privilege using message = 'that is another account''s';
    end if;
end $$;

-- The caps that a call must pass, in the one order in which everybody locks them; the platform's, which all share, last.
create function ai_budgets_of(account uuid, member uuid, campaign uuid, on_platform boolean) returns setof ai_budgets
    language sql stable security definer set search_path = public, pg_catalog
    as $$
        select * from ai_budgets
        where user_id = account and (scope = 'account' or scope = 'member' and subject_id = member
                or scope = 'campaign' and subject_id = campaign)
           or user_id is null and on_platform
        order by user_id is null, id;
    $$;

-- Once for each cap, period, kind and threshold; who is to be told is told by the outbox, as `ai_usage.alert_raised.v1`.
create function ai_note_alert(account uuid, alert_kind text, budget uuid, start date, at_threshold integer, message text, data jsonb, at timestamptz)
    returns void language sql security definer set search_path = public, pg_catalog
    as $$
        with noted as (
            insert into ai_alerts (user_id, kind, budget_id, period_start, threshold, message, data, created_at)
            values (account, alert_kind, budget, start, at_threshold, message, data, at)
            on conflict on constraint ai_alerts_once do nothing
            returning *)
        insert into outbox_events (id, user_id, name, payload)
        select gen_random_uuid(), user_id, 'ai_usage.alert_raised.v1', jsonb_build_object('alertId', id, 'accountId', user_id, 'kind', kind,
            'message', noted.message, 'data', noted.data, 'at', created_at)
        from noted;
    $$;

-- Reserves the worst case of a call over every cap, or takes nothing. `call` holds columns of ai_calls.
-- Outcomes: reserved; shut_off; breaker_open {until}; velocity; failures; budget {scope, period, ...}; credits {limit, used}.
create function ai_reserve(call jsonb, credit_limit bigint, guards jsonb, at timestamptz) returns jsonb
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
begin
    perform ai_require_account(c.user_id);
    perform pg_advisory_xact_lock_shared(ai_gate(null));
    perform pg_advisory_xact_lock_shared(ai_gate(c.user_id));

    select * into stop from ai_shutoffs where lifted_at is null and (user_id is null or user_id = c.user_id)
    order by user_id nulls first limit 1;
    if found then
        return jsonb_build_object('outcome', 'shut_off', 'reason', stop.reason, 'platform', stop.user_id is null);
    end if;

    -- Spend that runs away stops itself.
    select coalesce(sum(coalesce(charged_nano_usd, reserved_nano_usd)), 0), count(*) filter (where failure not in ('never_sent', 'unused', 'unknown', 'not_landed', 'cancelled', 'shut_off'))
    into spent, held
    from ai_calls where user_id = c.user_id and created_at > at - (guards ->> 'window')::interval and created_at <= at
      and created_at > coalesce((select max(lifted_at) from ai_shutoffs where user_id = c.user_id), '-infinity');
    if spent + c.reserved_nano_usd > (guards ->> 'nanoUsd')::bigint then
        return jsonb_build_object('outcome', 'velocity', 'spentNanoUsd', spent);
    end if;
    if held >= (guards ->> 'failures')::bigint then
        return jsonb_build_object('outcome', 'failures', 'failures', held);
    end if;

    -- An open breaker lets one call through when its time is up: the probe.
    update ai_breakers set open_until = at + interval '30 seconds'
    where provider = c.provider and key_id = coalesce(c.key_id, '00000000-0000-0000-0000-000000000000') and open_until <= at;
    if not found then
        select * into closed from ai_breakers
        where provider = c.provider and key_id = coalesce(c.key_id, '00000000-0000-0000-0000-000000000000') and open_until > at;
        if found then
            return jsonb_build_object('outcome', 'breaker_open', 'until', closed.open_until, 'failure', closed.failure);
        end if;
    end if;

    today := account_day(c.user_id, at);
    begin
        for cap in select * from ai_budgets_of(c.user_id, c.member_id, c.campaign_id, c.key_id is null) loop
            start := ai_period_start(cap.period, case when cap.user_id is null then (at at time zone 'utc')::date else today end);
            insert into ai_budget_periods (budget_id, period_start, user_id) values (cap.id, start, cap.user_id) on conflict do nothing;
            update ai_budget_periods set reserved_nano_usd = reserved_nano_usd + c.reserved_nano_usd
            where budget_id = cap.id and period_start = start
              and spent_nano_usd + reserved_nano_usd + c.reserved_nano_usd <= cap.limit_nano_usd;
            if not found then
                select spent_nano_usd, reserved_nano_usd into spent, held from ai_budget_periods
                where budget_id = cap.id and period_start = start;
                refused := jsonb_build_object('outcome', 'budget', 'budgetId', cap.id, 'scope', cap.scope, 'period', cap.period,
                    'periodStart', start, 'limitNanoUsd', cap.limit_nano_usd, 'spentNanoUsd', spent, 'reservedNanoUsd', held,
                    'atLimit', cap.at_limit);
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
                refused := jsonb_build_object('outcome', 'credits', 'limit', credit_limit, 'used', spent, 'reserved', held);
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
            'The AI budget is used up.', refused, at);
    end if;
    return refused;
end $$;

-- The call leaves now; its sender holds the gate, has looked for stops, and keeps it until the request has left. Null: it may go.
create function ai_send(call uuid, expires timestamptz, at timestamptz) returns text
    language plpgsql security definer set search_path = public, pg_catalog as $$
begin
    perform ai_require_account((select user_id from ai_calls where id = call));
    update ai_calls set state = 'sent', sent_at = at, expires_at = expires where id = call and state = 'reserved';
    return case when not found then 'The reservation has run out.' end;
end $$;

-- What came back, before anybody has looked whether it is any use: who takes the step over finds it here and does not ask again.
-- `found` holds columns of ai_calls: provider_nano_usd, the tokens, usage, answer.
create function ai_answer(call uuid, found_there jsonb, expires timestamptz, at timestamptz) returns boolean
    language plpgsql security definer set search_path = public, pg_catalog as $$
declare
    f ai_calls := jsonb_populate_record(null::ai_calls, found_there);
begin
    perform ai_require_account((select user_id from ai_calls where id = call));
    update ai_calls set state = 'answered', answered_at = at, expires_at = expires, provider_nano_usd = f.provider_nano_usd,
        credits = f.credits, input_tokens = f.input_tokens, cached_input_tokens = f.cached_input_tokens,
        cache_write_5m_tokens = f.cache_write_5m_tokens, cache_write_1h_tokens = f.cache_write_1h_tokens,
        output_tokens = f.output_tokens, reasoning_tokens = f.reasoning_tokens, usage = f.usage, answer = f.answer
    where id = call and state = 'sent';
    return found;
end $$;

-- Ends a call: settled (charged, at most what was reserved) or released (the account pays nothing). Null when it had ended before.
-- provider: what the provider's count comes to; null: nobody knows, and it is taken to be everything reserved, if it was sent at all.
create function ai_end(call uuid, as_settled boolean, how text, why text, at timestamptz) returns jsonb
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
    crossed integer;
begin
    perform ai_require_account((select user_id from ai_calls where id = call));
    select * into c from ai_calls where id = call for update;
    if not found or c.state in ('settled', 'released') then
        return null;
    end if;
    unknown := c.provider_nano_usd is null and c.state <> 'reserved' and c.reserved_nano_usd > 0;
    -- An error instead of an answer costs nothing; what broke off in the middle may have cost everything.
    cost := case when c.state = 'reserved' or how in ('key_refused', 'quota_exhausted', 'forbidden', 'rate_limited', 'bad_request',
            'provider_error', 'overloaded', 'unreachable', 'not_json') then 0
        else coalesce(c.provider_nano_usd, c.reserved_nano_usd) end;
    unknown := unknown and cost > 0 or coalesce((c.usage ->> 'estimated')::boolean, false);
    charge := case when as_settled then least(cost, c.reserved_nano_usd) else 0 end;
    update ai_calls set state = case when as_settled then 'settled' else 'released' end, ended_at = at, charged_nano_usd = charge,
        provider_nano_usd = cost, failure = case when as_settled and how is null then null else how end, reason = why,
        credits = case when not as_settled then 0 else coalesce(c.credits, c.reserved_credits) end,
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
        crossed := (select max(t) from unnest(h.thresholds) t
            where h.limit_nano_usd > 0 and used::numeric * 100 >= h.limit_nano_usd::numeric * t
              and (used - actual)::numeric * 100 < h.limit_nano_usd::numeric * t);
        if crossed is not null then
            perform ai_note_alert(h.owner, 'budget_threshold', h.budget_id, h.period_start, crossed,
                format('%s %% of the AI budget is used.', crossed),
                jsonb_build_object('scope', h.scope, 'period', h.period, 'limitNanoUsd', h.limit_nano_usd, 'spentNanoUsd', used), at);
        end if;
    end loop;

    insert into ai_ledger (user_id, call_id, member_id, generation_id, campaign_id, step_id, entry, provider, model, price_id,
        input_tokens, cached_input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens,
        amount_nano_usd, provider_nano_usd, estimated, paid_by, reason, day, created_at)
    values (c.user_id, c.id, c.member_id, c.generation_id, (select id from campaigns where id = c.campaign_id), c.step_id, c.state,
        c.provider, c.model, c.price_id, c.input_tokens, c.cached_input_tokens, c.cache_write_5m_tokens, c.cache_write_1h_tokens,
        c.output_tokens, c.reasoning_tokens, case when as_settled then charge else c.reserved_nano_usd end, cost, unknown,
        case when c.key_id is null then 'platform' else 'account' end, why, today, at);
    if cost > c.reserved_nano_usd then
        perform ai_note_alert(null, 'estimate_exceeded', null, null, null, format('A call of %s cost more than was reserved.', c.model),
            jsonb_build_object('callId', c.id, 'reservedNanoUsd', c.reserved_nano_usd, 'providerNanoUsd', cost), at);
    end if;
    if as_settled then
        perform ai_count_day(c.user_id, today, c.provider, charge, c.input_tokens + c.output_tokens, 0);
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
        'creditsAdded', c.credits, 'generationId', c.generation_id, 'generationNanoUsd', (select coalesce(sum(amount_nano_usd), 0)
            from ai_ledger where generation_id = c.generation_id and entry = 'settled'));
end $$;

-- The day's figures: the exact ones are added to, the rounded ones set from them.
create function ai_count_day(account uuid, on_day date, of_provider text, nano bigint, tokens integer, generations integer) returns void
    language sql security definer set search_path = public, pg_catalog
    as $$
        insert into ai_cost_tracking as day (user_id, date, openai_nano_usd, anthropic_nano_usd, total_nano_usd, openai_cost,
            anthropic_cost, total_cost, tokens_used, generations_count)
        select account, on_day, o, a, nano, least(round(o / 1e9, 4), 9999.9999), least(round(a / 1e9, 4), 9999.9999),
            least(round(nano / 1e9, 4), 9999.9999), tokens, generations
        from (select case when of_provider = 'openai' then nano else 0 end as o, case when of_provider = 'anthropic' then nano else 0 end as a) split
        on conflict (user_id, date) do update set
            openai_nano_usd = day.openai_nano_usd + excluded.openai_nano_usd,
            anthropic_nano_usd = day.anthropic_nano_usd + excluded.anthropic_nano_usd,
            total_nano_usd = day.total_nano_usd + excluded.total_nano_usd,
            openai_cost = least(round((day.openai_nano_usd + excluded.openai_nano_usd) / 1e9, 4), 9999.9999),
            anthropic_cost = least(round((day.anthropic_nano_usd + excluded.anthropic_nano_usd) / 1e9, 4), 9999.9999),
            total_cost = least(round((day.total_nano_usd + excluded.total_nano_usd) / 1e9, 4), 9999.9999),
            tokens_used = day.tokens_used + excluded.tokens_used,
            generations_count = day.generations_count + excluded.generations_count;
    $$;

-- The next call whose time has run out: never sent, released; sent, charged in full; answered, charged what it cost. One in each
-- transaction, so that no account's caps are waited for while the platform's are held. Null when there is none.
create function ai_expire(at timestamptz) returns jsonb
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

-- An answer that was there already: it costs nothing, and the ledger says what it saved.
create function ai_replay(call jsonb, source uuid, at timestamptz) returns bigint
    language plpgsql security definer set search_path = public, pg_catalog as $$
declare
    c ai_calls := jsonb_populate_record(null::ai_calls, call);
    saved bigint;
begin
    perform ai_require_account(c.user_id);
    saved := (select charged_nano_usd from ai_calls where id = source and user_id = c.user_id and state = 'settled');
    insert into ai_ledger (user_id, call_id, member_id, generation_id, campaign_id, step_id, entry, provider, model, price_id,
        input_tokens, output_tokens, amount_nano_usd, saved_nano_usd, paid_by, reason, day, created_at)
    values (c.user_id, c.id, c.member_id, c.generation_id, (select id from campaigns where id = c.campaign_id), c.step_id, 'settled',
        c.provider, c.model, c.price_id, 0, 0, 0, coalesce(saved, 0), case when c.key_id is null then 'platform' else 'account' end,
        'The same request was answered before.', account_day(c.user_id, at), at);
    return saved;
end $$;

-- Sets a cap, from now on exact: what the running period has seen already counts in it. `budget` holds columns of ai_budgets.
create function ai_set_budget(budget jsonb, at timestamptz) returns uuid
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

-- Nobody reserves in the meantime: a call holds from each of the caps that it has found, or from none.
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

-- The emergency stop. Waits for the calls that are leaving at this moment; from its commit on none leaves. A soft stop can be made
-- hard, never the other way round.
create function ai_shut_off(account uuid, as_hard boolean, why text, by_itself boolean, at timestamptz) returns uuid
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
        reason = case when by_itself then ai_shutoffs.reason else excluded.reason end
    returning id into stop;
    perform pg_notify('ai_shutoffs', '');
    if not before then
        perform ai_note_alert(account, 'shutoff', null, null, null, format('AI is switched off: %s', why),
            jsonb_build_object('hard', as_hard, 'automatic', by_itself), at);
    end if;
    return stop;
end $$;

create function ai_lift_shutoff(account uuid, why text, at timestamptz) returns boolean
    language plpgsql security definer set search_path = public, pg_catalog as $$
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
    update ai_shutoffs set lifted_at = at, lifted_by = app_actor(), lift_reason = why
    where lifted_at is null and user_id is not distinct from account;
    return found;
end $$;

-- The stops that bind this account now, its own and the platform's.
create function ai_shutoffs_of(account uuid) returns setof ai_shutoffs
    language sql stable security definer set search_path = public, pg_catalog
    as $$
        select * from ai_shutoffs where lifted_at is null and (user_id is null or user_id = account) order by user_id nulls first;
    $$;

-- What a call has shown about its provider. Keys that are refused, and quotas, open it at once; errors when they repeat; a success
-- closes it. True when it has just opened.
create function ai_report(of_provider text, of_key uuid, account uuid, what text, retry_after interval, at timestamptz) returns boolean
    language plpgsql security definer set search_path = public, pg_catalog as $$
declare
    key uuid := coalesce(of_key, '00000000-0000-0000-0000-000000000000');
    b ai_breakers;
    pause interval;
begin
    if what is null then
        update ai_breakers set failures = 0, openings = 0, open_until = null, failure = null
        where provider = of_provider and key_id = key and (failures > 0 or open_until is not null);
        return false;
    end if;
    insert into ai_breakers (provider, key_id, user_id, failures, failure)
    values (of_provider, key, case when of_key is not null then account end, 1, what)
    on conflict (provider, key_id) do update set failures = ai_breakers.failures + 1, failure = what
    returning * into b;
    pause := case
        when what in ('key_refused', 'forbidden', 'quota_exhausted') then interval '5 minutes' * power(2, least(b.openings, 4))
        when what = 'rate_limited' then coalesce(retry_after, case when b.failures >= 3 then interval '10 seconds' * power(2, least(b.openings, 5)) end)
        when what in ('provider_error', 'overloaded', 'unreachable', 'timeout', 'stream_cut', 'not_json') and b.failures >= 5
            then interval '30 seconds' * power(2, least(b.openings, 5)) end;
    if pause is null then
        return false;
    end if;
    update ai_breakers set open_until = greatest(open_until, at + pause), openings = openings + 1
    where provider = of_provider and key_id = key;
    if b.open_until is not null and b.open_until > at then
        return false;
    end if;
    -- What does not mend itself somebody must hear of, once.
    if b.openings = 0 and what in ('key_refused', 'forbidden', 'quota_exhausted') then
        perform ai_note_alert(case when of_key is not null then account end, 'breaker_open', null, null, null,
            format('Calls of %s are suspended: %s.', of_provider, what),
            jsonb_build_object('provider', of_provider, 'keyId', of_key, 'failure', what), at);
    end if;
    return true;
end $$;

-- Everything that is derived, derived again, and where it differs. Empty is well. For one account, or all and the platform.
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

-- The alarm of the above, one a day.
create function ai_note_difference(differences text[], at timestamptz) returns void
    language plpgsql security definer set search_path = public, pg_catalog as $$
begin
    if not app_is_system() then
        raise insufficient_privilege;
    end if;
    if not exists (select from ai_alerts where kind = 'books_differ' and created_at > at - interval '1 day') then
        perform ai_note_alert(null, 'books_differ', null, null, null, 'The AI books differ from the ledger.',
            jsonb_build_object('differences', differences), at);
    end if;
end $$;

-- A call that goes with its account gives back what it holds of the platform's caps.
create function release_holds() returns trigger language plpgsql security definer set search_path = public, pg_catalog as $$
begin
    if old.ended_at is null then
        update ai_budget_periods p set reserved_nano_usd = p.reserved_nano_usd - h.amount_nano_usd
        from ai_holds h where h.call_id = old.id and h.user_id is null and h.actual_nano_usd is null
            and p.budget_id = h.budget_id and p.period_start = h.period_start;
        update ai_holds set actual_nano_usd = 0 where call_id = old.id and user_id is null and actual_nano_usd is null;
    end if;
    return null;
end $$;
create trigger release_holds after delete on ai_calls for each row execute function release_holds();

-- What became of a section that a model has written. `kept` is what stands there now; the others are what happened to it first. Of
-- variants only those count that were shown: the first, and those that were restored.
create view section_outcomes with (security_invoker = true) as
select v.user_id, v.step_id,
    -- Published as it was written.
    (c.name, c.code, c.css_styles, c.props) is not distinct from (v.name, v.code, v.css_styles, v.props)
        and exists (select from publications p join component_versions present on present.component_id = c.id and present.version = c.version
            where p.campaign_id = c.campaign_id and p.published_at >= present.created_at) as kept,
    shown and coalesce(next.origin = 'edited', false) as edited,
    -- Something older than its whole generation has taken its place.
    shown and coalesce(next.origin = 'restored', false) and exists (select from component_versions older
        where older.component_id = v.component_id and older.version < v.version
          and older.generation_id is distinct from v.generation_id
          and (older.name, older.code, older.css_styles, older.props) is not distinct from (next.name, next.code, next.css_styles, next.props))
        as reverted,
    shown and coalesce(next.origin = 'generated', false) as regenerated
from component_versions v
join campaign_components c on c.id = v.component_id
cross join lateral (select not exists (select from component_versions first
        where first.component_id = v.component_id and first.generation_id = v.generation_id and first.version < v.version)
    or exists (select from component_versions chosen
        where chosen.component_id = v.component_id and chosen.version > v.version and chosen.origin = 'restored'
          and (chosen.name, chosen.code, chosen.css_styles, chosen.props) is not distinct from (v.name, v.code, v.css_styles, v.props))
    as shown) presence
left join lateral (select w.* from component_versions w
    where w.component_id = v.component_id and w.version > v.version and w.generation_id is distinct from v.generation_id
      and (w.name, w.code, w.css_styles, w.props) is distinct from (v.name, v.code, v.css_styles, v.props)
    order by w.version limit 1) next on true
where v.step_id is not null;
grant select on section_outcomes to aiwebbuilder_app;

------------------------------------------------------------------------------------- row-level security and grants

do $$
declare
    t text;
    f text;
begin
    foreach t in array array['ai_calls', 'ai_budgets', 'ai_budget_periods', 'ai_holds', 'ai_alerts', 'ai_shutoffs', 'ai_breakers',
        'ai_keys', 'ai_models', 'ai_model_prices']
    loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy owner_access on %I to %I using (true) with check (true)', t, current_user);
        execute format('grant select on %I to aiwebbuilder_app', t);
    end loop;
    foreach t in array array['ai_calls', 'ai_budgets', 'ai_budget_periods', 'ai_holds', 'ai_alerts', 'ai_shutoffs', 'ai_breakers',
        'ai_keys', 'ai_models', 'ai_model_prices']
    loop
        execute format('create policy tenant_isolation on %I to aiwebbuilder_app using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()))', t);
    end loop;
    -- What every node watches, and what the operator is mailed.
    create policy system_read on ai_shutoffs for select to aiwebbuilder_app using ((select app_is_system()));
    create policy system_read on ai_alerts for select to aiwebbuilder_app using ((select app_is_system()) and user_id is null);
    foreach t in array array['ai_budgets', 'ai_budget_periods', 'ai_alerts', 'ai_shutoffs', 'ai_breakers'] loop
        execute format('create policy platform_read on %I for select to aiwebbuilder_app using ((select app_is_platform()) and user_id is null)', t);
    end loop;
    -- What the platform pays its providers, over all accounts.
    create policy platform_read on ai_ledger for select to aiwebbuilder_app using ((select app_is_platform()));
    -- The platform's prices and models are everybody's to read, and its administrators' to add to.
    foreach t in array array['ai_models', 'ai_model_prices'] loop
        execute format('create policy readable on %I for select to aiwebbuilder_app using (user_id is null)', t);
        execute format('create policy platform_access on %I to aiwebbuilder_app using ((select app_is_platform()) and user_id is null) with check ((select app_is_platform()) and user_id is null)', t);
    end loop;
    grant insert, update, delete on ai_keys, ai_models to aiwebbuilder_app;
    grant insert on ai_model_prices to aiwebbuilder_app;
    foreach t in array array['ai_calls', 'ai_budgets', 'ai_shutoffs', 'ai_breakers', 'ai_keys', 'ai_models'] loop
        execute format('create trigger set_updated_at before update on %I for each row execute function set_updated_at()', t);
    end loop;
    -- A sealed key in the log would be a copy of it; that it was changed is what the log says.
    execute replace(pg_get_functiondef('audit()'::regprocedure), '''token_hash''', '''token_hash'', ''sealed_secret''');
    foreach t in array array['ai_budgets', 'ai_shutoffs', 'ai_keys', 'ai_models'] loop
        execute format('create trigger audit after insert or update or delete on %I for each row execute function audit()', t);
    end loop;
    foreach f in array array['account_day(uuid, timestamptz)', 'ai_budgets_of(uuid, uuid, uuid, boolean)',
        'ai_note_alert(uuid, text, uuid, date, integer, text, jsonb, timestamptz)', 'ai_reserve(jsonb, bigint, jsonb, timestamptz)',
        'ai_send(uuid, timestamptz, timestamptz)', 'ai_answer(uuid, jsonb, timestamptz, timestamptz)',
        'ai_end(uuid, boolean, text, text, timestamptz)', 'ai_count_day(uuid, date, text, bigint, integer, integer)',
        'ai_expire(timestamptz)', 'ai_replay(jsonb, uuid, timestamptz)', 'ai_set_budget(jsonb, timestamptz)', 'ai_drop_budget(uuid, text, uuid)',
        'ai_shut_off(uuid, boolean, text, boolean, timestamptz)', 'ai_lift_shutoff(uuid, text, timestamptz)',
        'ai_shutoffs_of(uuid)', 'ai_report(text, uuid, uuid, text, interval, timestamptz)', 'ai_check_books(uuid)', 'ai_note_difference(text[], timestamptz)', 'release_holds()']
    loop
        execute format('revoke all on function %s from public', f);
    end loop;
    foreach f in array array['account_day(uuid, timestamptz)', 'ai_reserve(jsonb, bigint, jsonb, timestamptz)',
        'ai_send(uuid, timestamptz, timestamptz)', 'ai_answer(uuid, jsonb, timestamptz, timestamptz)',
        'ai_end(uuid, boolean, text, text, timestamptz)', 'ai_expire(timestamptz)', 'ai_replay(jsonb, uuid, timestamptz)',
        'ai_set_budget(jsonb, timestamptz)', 'ai_drop_budget(uuid, text, uuid)', 'ai_shut_off(uuid, boolean, text, boolean, timestamptz)',
        'ai_lift_shutoff(uuid, text, timestamptz)', 'ai_shutoffs_of(uuid)',
        'ai_report(text, uuid, uuid, text, interval, timestamptz)', 'ai_check_books(uuid)', 'ai_note_difference(text[], timestamptz)']
    loop
        execute format('grant execute on function %s to aiwebbuilder_app', f);
    end loop;
end $$;

-- What a person's erasure takes along.
do $$ begin execute replace(pg_get_functiondef('erase_batch(uuid, integer)'::regprocedure), '[''ai_ledger'', mine],',
    '[''ai_calls'', mine],
        [''ai_holds'', mine],
        [''ai_budget_periods'', mine],
        [''ai_alerts'', mine],
        [''ai_budgets'', mine],
        [''ai_shutoffs'', mine],
        [''ai_breakers'', mine],
        [''ai_models'', mine],
        [''ai_model_prices'', mine],
        [''ai_keys'', mine],
        [''ai_ledger'', mine],'); end $$;
