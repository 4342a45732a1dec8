-- Generations, calls and their money. Amounts are nano-dollars (10^-9 USD), so that nothing is ever rounded on the way.

create table ai_generations (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    campaign_id uuid references campaigns (id) on delete set null,
    component_id uuid references campaign_components (id) on delete set null,
    generation_type varchar(50) not null
        check (generation_type in ('campaign', 'component', 'enhancement', 'analysis', 'migration_plan')),
    prompt_text text,
    reference_images text[] not null default '{}',
    model_used varchar(100) not null,
    prompt_tokens integer not null default 0 check (prompt_tokens >= 0),
    completion_tokens integer not null default 0 check (completion_tokens >= 0),
    cost decimal(8,4) not null default 0 check (cost >= 0),
    status varchar(20) not null default 'processing'
        check (status in ('processing', 'completed', 'failed', 'cancelled')),
    result_data jsonb,
    error_message text,
    generation_time_seconds integer check (generation_time_seconds >= 0),
    iterations integer not null default 1 check (iterations >= 0),
    user_rating integer check (user_rating between 1 and 5),
    user_feedback text,
    accepted boolean,
    completed_at timestamptz,
    provider varchar(50) not null,
    estimate jsonb not null default '{}',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    started_by uuid,
    unique (user_id, id)
);
create index idx_ai_generations_user_id on ai_generations (user_id, created_at desc, id desc);
create index idx_ai_generations_created_at on ai_generations (created_at);
create index idx_ai_generations_cost on ai_generations (cost);
create index idx_ai_generations_campaign_id on ai_generations (campaign_id);
create index idx_ai_generations_component_id on ai_generations (component_id) where component_id is not null;
create index idx_ai_generations_processing on ai_generations (campaign_id) where status = 'processing';
create index idx_ai_generations_reference_images on ai_generations using gin (reference_images);
-- One generation at a time for each component, whatever two requests saw before.
create unique index idx_ai_generations_one_per_component on ai_generations (component_id)
    where status = 'processing' and component_id is not null;
-- A launched campaign stays launched while it is made anew, so its status cannot refuse a second generation at the same time.
create unique index idx_ai_generations_one_per_campaign on ai_generations (campaign_id)
    where status = 'processing' and generation_type = 'campaign';
alter table ai_generations enable row level security;
grant select, insert, update, delete on ai_generations to aiwebbuilder_app;

-- One section or e-mail of a generation. Its id is the id of the component that it makes, so that none is made twice.
create table generation_steps (
    id uuid primary key,
    user_id uuid not null references users (id) on delete cascade,
    generation_id uuid not null,
    position integer not null,
    name varchar(255) not null,
    section jsonb not null,
    status varchar(20) not null default 'pending' check (status in ('pending', 'completed', 'left_out', 'failed')),
    error_message text,
    completed_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    -- Since when it waits for a cap of which calls under way hold too much.
    waiting_since timestamptz,
    unique (generation_id, position),
    foreign key (user_id, generation_id) references ai_generations (user_id, id) on delete cascade
);
create index idx_generation_steps_user on generation_steps (user_id);
alter table generation_steps enable row level security;
grant select, insert, update, delete on generation_steps to aiwebbuilder_app;

-- Stored first, then delivered: what a dropped stream resumes from.
create table generation_events (
    generation_id uuid not null,
    seq bigint not null,
    user_id uuid not null references users (id) on delete cascade,
    type varchar(50) not null,
    data jsonb not null,
    created_at timestamptz not null default now(),
    primary key (generation_id, seq),
    -- Deferred: the first event is written in the transaction that starts the generation, before EF Core has saved its row.
    foreign key (user_id, generation_id) references ai_generations (user_id, id) on delete cascade deferrable initially deferred
);
create index idx_generation_events_user on generation_events (user_id);
alter table generation_events enable row level security;
-- Never changed once written.
grant select, insert on generation_events to aiwebbuilder_app;

-- What people upload: images, which pages show and models look at, and files, which visitors download.
create table uploads (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    content_type varchar(100) not null check (content_type in ('image/png', 'image/jpeg', 'image/gif', 'image/webp',
        'application/pdf', 'text/calendar', 'text/vcard',
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        'application/vnd.openxmlformats-officedocument.presentationml.presentation',
        'application/vnd.oasis.opendocument.text', 'application/vnd.oasis.opendocument.spreadsheet',
        'application/vnd.oasis.opendocument.presentation')),
    -- An image's, in pixels, as it is shown.
    width integer check (width > 0),
    height integer check (height > 0),
    -- A file's, under which visitors keep it.
    name varchar(120),
    -- What it shows, or is, in the owner's words.
    title varchar(140),
    bytes integer not null,
    sha256 bytea not null check (length(sha256) = 32),
    content bytea not null,
    created_by uuid,
    created_at timestamptz not null default now(),
    -- The same content is one row, however many tabs send it at once.
    constraint uploads_once unique (user_id, sha256),
    check (bytes > 0 and bytes = length(content)),
    check (case when content_type like 'image/%' then width is not null and height is not null and name is null
        else width is null and height is null and name is not null end)
);
create index idx_uploads_user_id on uploads (user_id, created_at desc, id desc);
-- What is large is compressed already.
alter table uploads alter column content set storage external;
alter table uploads enable row level security;
-- Another content is another upload; what is said of it may change.
grant select, insert, delete, update (name, title) on uploads to aiwebbuilder_app;

-- One call of a model, from the reservation to its end. A worker that dies leaves it open, and it ends by its time: never sent, it
-- is released; sent, nobody knows, and it is charged in full; answered, it is charged what it cost.
create table ai_calls (
    id uuid primary key,
    user_id uuid not null references users (id) on delete cascade,
    member_id uuid,
    campaign_id uuid,
    generation_id uuid references ai_generations (id) on delete set null,
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
    -- Of what the provider counted, what the prompt alone comes to; and whether the account has paid for it with an earlier call, of whose
    -- answer some could not be used.
    prompt_nano_usd bigint check (prompt_nano_usd >= 0),
    prompt_paid boolean not null default false,
    -- More than half of what it answered could not be used.
    wasted boolean not null default false,
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
    -- Of an answer that broke off: the most that it can have cost, where the provider had said enough to know better than all that was held.
    at_most_nano_usd bigint check (at_most_nano_usd >= 0),
    check (cached_input_tokens + cache_write_5m_tokens + cache_write_1h_tokens <= input_tokens),
    check ((state in ('settled', 'released')) = (ended_at is not null))
) with (fillfactor = 80);
create index idx_ai_calls_user_id on ai_calls (user_id, created_at desc);
create index idx_ai_calls_generation_id on ai_calls (generation_id) where generation_id is not null;
create index idx_ai_calls_open on ai_calls (expires_at) where state in ('reserved', 'sent', 'answered');
-- What is asked twice is answered from here.
create index idx_ai_calls_request_hash on ai_calls (user_id, request_hash, ended_at desc) where state = 'settled' and answer is not null;
create index idx_ai_calls_ended_at on ai_calls (ended_at) where ended_at is not null;
create index idx_ai_calls_kept on ai_calls (ended_at) where ended_at is not null and answer is not null;
alter table ai_calls enable row level security;
grant select on ai_calls to aiwebbuilder_app;

-- What a call was asked for: the sections of a page are written by one. The account pays for those that it can use, by their share of the answer.
create table ai_call_steps (
    -- Not a key of ai_calls: what was answered before is asked for by no call of its own.
    call_id uuid not null,
    step_id uuid not null,
    user_id uuid not null references users (id) on delete cascade,
    -- Of the answer; null while it has not been read.
    letters integer check (letters >= 0),
    -- It landed, or the account itself has left no place for it.
    paid boolean not null default false,
    -- Why it cannot be used.
    problem text,
    -- Its share of what the account pays for the call; null while that is not settled.
    charged_nano_usd bigint check (charged_nano_usd >= 0),
    primary key (call_id, step_id)
);
create index idx_ai_call_steps_step_id on ai_call_steps (step_id);
create index idx_ai_call_steps_user_id on ai_call_steps (user_id);
alter table ai_call_steps enable row level security;
grant select on ai_call_steps to aiwebbuilder_app;

-- The truth about spend, in nano-dollars (10^-9 USD). The DECIMAL(8,4) columns are its rounded view.
create table ai_ledger (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    generation_id uuid references ai_generations (id) on delete set null,
    campaign_id uuid references campaigns (id) on delete set null,
    step_id uuid,
    entry varchar(20) not null check (entry in ('reserved', 'settled', 'released')),
    provider varchar(50) not null,
    model varchar(100) not null,
    price_id uuid not null,
    input_tokens integer not null check (input_tokens >= 0),
    cached_input_tokens integer not null default 0 check (cached_input_tokens >= 0),
    output_tokens integer not null check (output_tokens >= 0),
    amount_nano_usd bigint not null check (amount_nano_usd >= 0),
    reason text,
    created_at timestamptz not null default now(),
    call_id uuid not null,
    member_id uuid,
    cache_write_5m_tokens integer not null default 0 check (cache_write_5m_tokens >= 0),
    cache_write_1h_tokens integer not null default 0 check (cache_write_1h_tokens >= 0),
    reasoning_tokens integer not null default 0 check (reasoning_tokens >= 0),
    -- By the provider's own count; of a released call it is the platform's loss.
    provider_nano_usd bigint not null default 0 check (provider_nano_usd >= 0),
    -- The provider has not said what it counted: this is the most that it can have been.
    estimated boolean not null default false,
    -- What the answer would have cost, had it not been there already.
    saved_nano_usd bigint not null default 0 check (saved_nano_usd >= 0),
    paid_by varchar(20) not null default 'platform' check (paid_by in ('platform', 'account')),
    -- The day in the account's time zone at the time of the entry: ai_cost_tracking is by this.
    day date not null
);
create index idx_ai_ledger_user_id on ai_ledger (user_id, created_at desc, id desc);
create index idx_ai_ledger_generation_id on ai_ledger (generation_id);
create unique index idx_ai_ledger_reserved_once on ai_ledger (call_id) where entry = 'reserved';
create unique index idx_ai_ledger_ended_once on ai_ledger (call_id) where entry <> 'reserved';
create index idx_ai_ledger_day on ai_ledger (user_id, day) where entry <> 'reserved';
-- The platform's own costs, over all accounts: entries only ever come at the end.
create index idx_ai_ledger_created_at on ai_ledger using brin (created_at);
create index idx_ai_ledger_campaign on ai_ledger (campaign_id) where campaign_id is not null;
alter table ai_ledger enable row level security;
-- Never changed once written.
grant select, insert on ai_ledger to aiwebbuilder_app;

create table ai_cost_tracking (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    date date not null,
    openai_cost decimal(8,4) not null default 0,
    anthropic_cost decimal(8,4) not null default 0,
    total_cost decimal(8,4) not null default 0,
    generations_count integer not null default 0,
    tokens_used integer not null default 0,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    -- Exact beside the rounded: each day's DECIMAL(8,4) is set from these, never added up itself.
    openai_nano_usd bigint not null default 0,
    anthropic_nano_usd bigint not null default 0,
    total_nano_usd bigint not null default 0,
    unique (user_id, date)
);
alter table ai_cost_tracking enable row level security;
grant select, insert, update, delete on ai_cost_tracking to aiwebbuilder_app;

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
    -- A subject has a cap for each period that it wants one for, and all of them hold.
    constraint ai_budgets_once unique nulls not distinct (user_id, scope, subject_id, period),
    check ((scope = 'platform') = (user_id is null)),
    check ((scope in ('member', 'campaign')) = (subject_id is not null))
);
alter table ai_budgets enable row level security;
grant select on ai_budgets to aiwebbuilder_app;

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
alter table ai_budget_periods enable row level security;
grant select on ai_budget_periods to aiwebbuilder_app;

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
alter table ai_holds enable row level security;
grant select on ai_holds to aiwebbuilder_app;

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
alter table ai_alerts enable row level security;
grant select on ai_alerts to aiwebbuilder_app;

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
alter table ai_shutoffs enable row level security;
grant select on ai_shutoffs to aiwebbuilder_app;

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
create index idx_ai_breakers_user on ai_breakers (user_id);
alter table ai_breakers enable row level security;
grant select on ai_breakers to aiwebbuilder_app;

-- Models that a provider refuses to a key while it may well answer for its others: they alone are left alone.
create table ai_model_breakers (
    provider varchar(50) not null,
    key_id uuid not null default '00000000-0000-0000-0000-000000000000',
    model varchar(100) not null,
    user_id uuid references users (id) on delete cascade,
    failures integer not null default 1 check (failures > 0),
    failure varchar(50) not null,
    open_until timestamptz not null,
    updated_at timestamptz not null default now(),
    primary key (provider, key_id, model)
);
create index idx_ai_model_breakers_user on ai_model_breakers (user_id);
alter table ai_model_breakers enable row level security;
grant select on ai_model_breakers to aiwebbuilder_app;

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
alter table ai_keys enable row level security;
grant select, insert, update, delete on ai_keys to aiwebbuilder_app;

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
    -- Else its answers are asked for in one piece.
    streaming boolean not null default true,
    constraint ai_models_once unique nulls not distinct (user_id, provider, model),
    check ((user_id is null) = (key_id is null))
);
create index idx_ai_models_key on ai_models (key_id);
alter table ai_models enable row level security;
grant select, insert, update, delete on ai_models to aiwebbuilder_app;

create table ai_model_prices (
    id uuid primary key default gen_random_uuid(),
    provider varchar(50) not null,
    model varchar(100) not null,
    valid_from date not null,
    tier_from_tokens integer not null default 0 check (tier_from_tokens >= 0),
    input_usd_per_mtok decimal(18,8) not null check (input_usd_per_mtok >= 0),
    cache_read_usd_per_mtok decimal(18,8),
    cache_write_5m_usd_per_mtok decimal(18,8),
    cache_write_1h_usd_per_mtok decimal(18,8),
    output_usd_per_mtok decimal(18,8) not null check (output_usd_per_mtok >= 0),
    context_tokens integer not null check (context_tokens > 0),
    max_output_tokens integer not null check (max_output_tokens > 0),
    created_at timestamptz not null default now(),
    -- An account prices the models of its own endpoint itself; all others are the platform's.
    user_id uuid references users (id) on delete cascade,
    -- The key that such a model stands behind. A price outlives its key: what was called with it names it.
    key_id uuid,
    -- Several prices may hold from one day: the one that was added last corrects those before it.
    constraint ai_model_prices_once unique nulls not distinct (key_id, provider, model, valid_from, created_at, tier_from_tokens),
    check ((user_id is null) = (key_id is null))
);
create index idx_ai_model_prices_user on ai_model_prices (user_id);
alter table ai_model_prices enable row level security;
grant select, insert on ai_model_prices to aiwebbuilder_app;

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
grant select, insert, update on ai_settings to aiwebbuilder_app;

-- When the books were last checked, and when all of them: one row, which whoever checks them holds.
create table ai_books_checks (
    single boolean primary key default true check (single),
    checked_at timestamptz not null default '-infinity',
    checked_all_at timestamptz not null default '-infinity'
);
