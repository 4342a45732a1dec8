-- The whole schema: the thirteen required tables by their required names, types and index names, and beside them what the
-- product needs. Enum-like columns are VARCHAR with CHECK. Every tenant-owned table carries user_id, children and events too.

set local lock_timeout = '2s';

-- Roles. Their passwords are set by `db migrate`, never by a migration. Roles belong to the cluster, so they may be there already.
do $$
begin
    if not exists (select from pg_roles where rolname = 'aiwebbuilder_app') then
        create role aiwebbuilder_app login nosuperuser nobypassrls nocreatedb nocreaterole;
    end if;
    if not exists (select from pg_roles where rolname = 'aiwebbuilder_public') then
        create role aiwebbuilder_public login nosuperuser nobypassrls nocreatedb nocreaterole;
    end if;
exception when duplicate_object or unique_violation then
    null; -- another database of this cluster is being migrated at this moment
end $$;

grant usage on schema public to aiwebbuilder_app, aiwebbuilder_public;

-- The account acted for, and whether background work may cross accounts; both hold for one transaction.
create function app_tenant() returns uuid language sql stable parallel safe set search_path = pg_catalog
    return nullif(current_setting('app.user_id', true), '')::uuid;
create function app_is_system() returns boolean language sql stable parallel safe set search_path = pg_catalog
    return coalesce(current_setting('app.scope', true), '') = 'system';

---------------------------------------------------------------------------------------------------------- identity

create table users (
    id uuid primary key default gen_random_uuid(),
    email varchar(255) not null,
    password_hash varchar(255) not null,
    name varchar(255) not null,
    avatar_url text,
    subscription_tier varchar(20) not null default 'freemium'
        check (subscription_tier in ('freemium', 'creator', 'business', 'agency')),
    subscription_status varchar(20) not null default 'active'
        check (subscription_status in ('active', 'canceled', 'past_due', 'trial')),
    subscription_ends_at timestamptz,
    settings jsonb not null default '{}' check (jsonb_typeof(settings) = 'object'),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    last_active_at timestamptz,
    is_active boolean not null default true
);
-- Addresses are one person's whatever their case.
create unique index idx_users_email on users (lower(email));
create index idx_users_subscription_tier on users (subscription_tier);
create index idx_users_active on users (id) where is_active;

create table user_usage (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    month date not null check (extract(day from month) = 1),
    campaigns_generated integer not null default 0 check (campaigns_generated >= 0),
    ai_credits_used integer not null default 0 check (ai_credits_used >= 0),
    storage_bytes_used bigint not null default 0 check (storage_bytes_used >= 0),
    api_calls_made integer not null default 0 check (api_calls_made >= 0),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (user_id, month)
);

create table user_sessions (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    counter integer not null default 0,
    rotated_at timestamptz not null default now(),
    expires_at timestamptz not null,
    revoked_at timestamptz,
    user_agent varchar(500),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index idx_user_sessions_user_id on user_sessions (user_id) where revoked_at is null;

------------------------------------------------------------------------------------------------------ integrations

create table platform_integrations (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    platform_type varchar(50) not null check (platform_type in ('gohighlevel', 'simvoly', 'wordpress', 'custom')),
    connection_status varchar(20) not null default 'pending'
        check (connection_status in ('connected', 'disconnected', 'error', 'pending')),
    account_name varchar(255),
    account_email varchar(255),
    encrypted_credentials text,
    platform_metadata jsonb not null default '{}',
    last_sync_at timestamptz,
    sync_status varchar(20) not null default 'idle' check (sync_status in ('idle', 'syncing', 'error', 'completed')),
    sync_error_message text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (user_id, platform_type),
    unique (user_id, id)
);
create index idx_platform_integrations_metadata on platform_integrations using gin (platform_metadata jsonb_path_ops);

create table platform_analyses (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    integration_id uuid not null references platform_integrations (id) on delete cascade,
    analysis_type varchar(50) not null
        check (analysis_type in ('full_audit', 'campaign_analysis', 'migration_assessment')),
    summary jsonb not null default '{}',
    campaigns_analyzed jsonb not null default '[]',
    recommendations jsonb not null default '[]',
    migration_assessment jsonb,
    ai_model_used varchar(100),
    ai_cost decimal(10,4) not null default 0 check (ai_cost >= 0),
    processing_time_seconds integer check (processing_time_seconds >= 0),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    foreign key (user_id, integration_id) references platform_integrations (user_id, id) on delete cascade
);
create index idx_platform_analyses_integration_id on platform_analyses (integration_id, created_at desc);

--------------------------------------------------------------------------------------------------------- campaigns

create table campaigns (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    name varchar(255) not null,
    description text,
    status varchar(20) not null default 'draft'
        check (status in ('draft', 'generating', 'ready', 'launched', 'paused', 'archived')),
    type varchar(30) not null
        check (type in ('landing_page', 'funnel', 'email_sequence', 'complete_campaign', 'component_enhancement')),
    platform_source varchar(50),
    platform_source_id varchar(255),
    target_audience text,
    business_type varchar(100),
    goals jsonb not null default '[]' check (jsonb_typeof(goals) = 'array'),
    brand_guidelines text,
    performance_requirements jsonb not null default '{}' check (jsonb_typeof(performance_requirements) = 'object'),
    views integer not null default 0 check (views >= 0),
    conversions integer not null default 0 check (conversions >= 0),
    revenue_generated decimal(12,2) not null default 0,
    launched_at timestamptz,
    search_vector tsvector,
    language varchar(35),
    theme jsonb,
    plan jsonb,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (user_id, id)
);
create index idx_campaigns_user_id on campaigns (user_id, created_at desc, id desc);
create index idx_campaigns_status on campaigns (user_id, status, created_at desc, id desc);
create index idx_campaigns_created_at on campaigns (created_at desc);
create index idx_campaigns_search on campaigns using gin (search_vector);
create index idx_campaigns_goals on campaigns using gin (goals jsonb_path_ops);
create index idx_campaigns_open on campaigns (user_id, updated_at desc) where status <> 'archived';

create table campaign_components (
    id uuid primary key default gen_random_uuid(),
    campaign_id uuid not null references campaigns (id) on delete cascade,
    name varchar(255) not null,
    component_type varchar(50) not null check (component_type in ('landing_page', 'form', 'header', 'footer',
        'hero_section', 'testimonials', 'pricing', 'email_template', 'popup', 'navigation', 'custom')),
    code text not null default '',
    props jsonb not null default '{}' check (jsonb_typeof(props) = 'object'),
    css_styles text,
    preview_url text,
    export_formats jsonb not null default '[]',
    views integer not null default 0 check (views >= 0),
    clicks integer not null default 0 check (clicks >= 0),
    conversions integer not null default 0 check (conversions >= 0),
    engagement_score decimal(5,2) not null default 0,
    ai_generation_metadata jsonb not null default '{}',
    version integer not null default 1 check (version >= 1),
    parent_component_id uuid references campaign_components (id) on delete set null,
    sort_order integer not null default 0,
    user_id uuid not null references users (id) on delete cascade,
    page varchar(100) not null default 'index',
    kind varchar(50) not null default 'custom',
    is_locked boolean not null default false,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    foreign key (user_id, campaign_id) references campaigns (user_id, id) on delete cascade,
    unique (user_id, id)
);
create index idx_components_campaign_id on campaign_components (campaign_id);
create index idx_components_type on campaign_components (component_type);
create index idx_components_sort_order on campaign_components (campaign_id, sort_order);
create index idx_components_props on campaign_components using gin (props jsonb_path_ops);

-- What a component was, once and for all: rows are added and never changed.
create table component_versions (
    component_id uuid not null references campaign_components (id) on delete cascade,
    version integer not null,
    user_id uuid not null references users (id) on delete cascade,
    name varchar(255) not null,
    code text not null,
    css_styles text,
    props jsonb not null,
    origin varchar(20) not null check (origin in ('generated', 'edited', 'restored')),
    generation_id uuid,
    created_by uuid,
    created_at timestamptz not null default now(),
    primary key (component_id, version),
    foreign key (user_id, component_id) references campaign_components (user_id, id) on delete cascade
);

create table publications (
    campaign_id uuid primary key references campaigns (id) on delete cascade,
    user_id uuid not null references users (id) on delete cascade,
    slug varchar(100) not null check (slug ~ '^[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?$'),
    is_live boolean not null default true,
    published_at timestamptz not null default now(),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    foreign key (user_id, campaign_id) references campaigns (user_id, id) on delete cascade
);
create unique index idx_publications_slug on publications (slug);

create table published_pages (
    campaign_id uuid not null references publications (campaign_id) on delete cascade,
    page varchar(100) not null,
    user_id uuid not null references users (id) on delete cascade,
    html text not null,
    etag varchar(64) not null,
    created_at timestamptz not null default now(),
    primary key (campaign_id, page)
);

---------------------------------------------------------------------------------------------------------- ai usage

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
    unique (user_id, id)
);
create index idx_ai_generations_user_id on ai_generations (user_id, created_at desc, id desc);
create index idx_ai_generations_created_at on ai_generations (created_at);
create index idx_ai_generations_cost on ai_generations (cost);
create index idx_ai_generations_campaign_id on ai_generations (campaign_id);
create index idx_ai_generations_component_id on ai_generations (component_id) where component_id is not null;
create index idx_ai_generations_processing on ai_generations (campaign_id) where status = 'processing';
create index idx_ai_generations_reference_images on ai_generations using gin (reference_images);

-- One section or e-mail of a generation. Its id is the id of the component that it makes, so that none is made twice.
create table generation_steps (
    id uuid primary key,
    user_id uuid not null references users (id) on delete cascade,
    generation_id uuid not null,
    position integer not null,
    name varchar(255) not null,
    section jsonb not null,
    status varchar(20) not null default 'pending' check (status in ('pending', 'completed', 'failed')),
    error_message text,
    completed_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (generation_id, position),
    foreign key (user_id, generation_id) references ai_generations (user_id, id) on delete cascade
);

-- Stored first, then delivered: what a dropped stream resumes from.
create table generation_events (
    generation_id uuid not null,
    seq bigint not null,
    user_id uuid not null references users (id) on delete cascade,
    type varchar(50) not null,
    data jsonb not null,
    created_at timestamptz not null default now(),
    primary key (generation_id, seq),
    foreign key (user_id, generation_id) references ai_generations (user_id, id) on delete cascade
);

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
    unique (user_id, date)
);

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
    created_at timestamptz not null default now()
);
create index idx_ai_ledger_user_id on ai_ledger (user_id, created_at desc, id desc);
create index idx_ai_ledger_generation_id on ai_ledger (generation_id);
-- A step's cost is booked once, however often its job is started.
create unique index idx_ai_ledger_settled_once on ai_ledger (step_id) where entry = 'settled';

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
    unique (provider, model, valid_from, tier_from_tokens)
);

----------------------------------------------------------------------------------------------------------- library

create table component_library (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    name varchar(255) not null,
    description text,
    category varchar(100),
    tags text[] not null default '{}',
    component_type varchar(50) not null check (component_type in ('landing_page', 'form', 'header', 'footer',
        'hero_section', 'testimonials', 'pricing', 'email_template', 'popup', 'navigation', 'custom')),
    code text not null default '',
    props_schema jsonb not null default '{}',
    preview_image_url text,
    is_public boolean not null default false,
    is_marketplace_item boolean not null default false,
    price decimal(8,2) not null default 0 check (price >= 0),
    downloads integer not null default 0 check (downloads >= 0),
    likes integer not null default 0 check (likes >= 0),
    search_vector tsvector,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index idx_component_library_user_id on component_library (user_id, created_at desc, id desc);
create index idx_component_library_public on component_library (created_at desc) where is_public;
create index idx_component_library_marketplace on component_library (created_at desc) where is_marketplace_item;
create index idx_component_library_search on component_library using gin (search_vector);
create index idx_component_library_tags on component_library using gin (tags);

--------------------------------------------------------------------------------------------------------- analytics

create table campaign_events (
    id uuid not null default gen_random_uuid(),
    campaign_id uuid not null references campaigns (id) on delete cascade,
    component_id uuid references campaign_components (id) on delete set null,
    event_type varchar(50) not null
        check (event_type in ('view', 'click', 'conversion', 'form_submit', 'email_open', 'email_click')),
    event_data jsonb not null default '{}',
    session_id varchar(255),
    user_agent text,
    ip_address inet,
    referrer text,
    country varchar(2),
    region varchar(100),
    city varchar(100),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    user_id uuid not null,
    source varchar(100),
    medium varchar(100),
    is_bot boolean not null default false,
    primary key (id, created_at)
) partition by range (created_at);
create index idx_campaign_events_component_id on campaign_events (component_id) where component_id is not null;
create index idx_campaign_events_campaign_id on campaign_events (campaign_id, created_at);
create index idx_campaign_events_created_at on campaign_events using brin (created_at);
create index idx_campaign_events_type on campaign_events (event_type, created_at) where event_type not in ('view', 'click');

-- Exact de-duplication: a unique key on the partitioned table would have to hold its time.
create table campaign_event_ids (
    campaign_id uuid not null references campaigns (id) on delete cascade,
    event_id uuid not null,
    user_id uuid not null,
    received_at timestamptz not null default now(),
    primary key (campaign_id, event_id)
);
create index idx_campaign_event_ids_received_at on campaign_event_ids using brin (received_at);

-- Kept in the writer's transaction: dashboards read this, not the events. component_id is the nil UUID for the page itself.
create table campaign_stats_daily (
    campaign_id uuid not null references campaigns (id) on delete cascade,
    day date not null,
    component_id uuid not null default '00000000-0000-0000-0000-000000000000',
    event_type varchar(50) not null,
    source varchar(100) not null default '',
    medium varchar(100) not null default '',
    user_id uuid not null,
    events bigint not null default 0,
    revenue decimal(12,2) not null default 0,
    primary key (campaign_id, day, component_id, event_type, source, medium)
);

-- One row for each visitor and day: exact uniques.
create table campaign_visitors_daily (
    campaign_id uuid not null references campaigns (id) on delete cascade,
    day date not null,
    visitor varchar(64) not null,
    user_id uuid not null,
    primary key (campaign_id, day, visitor)
);

create table conversions (
    id uuid primary key default gen_random_uuid(),
    campaign_id uuid not null references campaigns (id) on delete cascade,
    component_id uuid references campaign_components (id) on delete set null,
    conversion_type varchar(50) not null,
    value decimal(12,2) not null default 0,
    currency varchar(3),
    session_id varchar(255),
    source varchar(100),
    medium varchar(100),
    user_id uuid not null references users (id) on delete cascade,
    event_id uuid,
    order_id varchar(255),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index idx_conversions_campaign_id on conversions (campaign_id, created_at);
create index idx_conversions_component_id on conversions (component_id) where component_id is not null;
create unique index idx_conversions_order_id on conversions (campaign_id, order_id) where order_id is not null;

------------------------------------------------------------------------------------------------------------ system

create table app_settings (
    key varchar(100) primary key,
    value jsonb not null,
    description text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

create table job_queue (
    id uuid primary key default gen_random_uuid(),
    job_type varchar(100) not null,
    payload jsonb not null default '{}',
    status varchar(20) not null default 'pending'
        check (status in ('pending', 'processing', 'completed', 'failed', 'retrying')),
    attempts integer not null default 0 check (attempts >= 0),
    max_attempts integer not null default 5 check (max_attempts >= 1),
    error_message text,
    scheduled_at timestamptz not null default now(),
    started_at timestamptz,
    completed_at timestamptz,
    user_id uuid references users (id) on delete cascade,
    priority integer not null default 0,
    unique_key varchar(255),
    lease_owner varchar(255),
    lease_expires_at timestamptz,
    heartbeat_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0, fillfactor = 80);
create index idx_job_queue_ready on job_queue (priority desc, scheduled_at, id) where status in ('pending', 'retrying');
create index idx_job_queue_leases on job_queue (lease_expires_at) where status = 'processing';
create index idx_job_queue_user_id on job_queue (user_id, created_at desc);
create unique index idx_job_queue_unique_key on job_queue (unique_key)
    where status in ('pending', 'retrying', 'processing');

create table audit_log (
    id uuid primary key default gen_random_uuid(),
    user_id uuid,
    actor_id uuid,
    table_name varchar(63) not null,
    row_id text not null,
    action varchar(10) not null check (action in ('insert', 'update', 'delete')),
    before jsonb,
    after jsonb,
    db_role name not null default session_user,
    created_at timestamptz not null default now()
);
create index idx_audit_log_user_id on audit_log (user_id, created_at desc, id desc);
create index idx_audit_log_row on audit_log (table_name, row_id);

---------------------------------------------------------------------------------------------------------- triggers

-- Counters move with every visitor: they neither count as an edit (ETags) nor belong in the audit log.
create function set_updated_at() returns trigger language plpgsql set search_path = pg_catalog as $$
declare
    ignored text[] := array['views', 'clicks', 'conversions', 'revenue_generated', 'engagement_score', 'updated_at',
        'last_active_at', 'search_vector'];
begin
    if (to_jsonb(new) - ignored) is distinct from (to_jsonb(old) - ignored) then
        -- The clock, not the transaction: two changes in a row never share an ETag.
        new.updated_at := clock_timestamp();
    else
        new.updated_at := old.updated_at;
    end if;
    return new;
end $$;

do $$
declare
    t text;
begin
    for t in select c.table_name from information_schema.columns c
             where c.table_schema = 'public' and c.column_name = 'updated_at'
    loop
        execute format('create trigger set_updated_at before update on %I for each row execute function set_updated_at()', t);
    end loop;
end $$;

-- Words as they stand ('simple', every language), and stemmed where PostgreSQL knows the language.
create function search_text(language text, t text) returns tsvector language sql stable set search_path = pg_catalog
    return to_tsvector('simple', coalesce(t, ''))
        || case left(coalesce(language, 'en'), 2)
            when 'en' then to_tsvector('english', coalesce(t, ''))
            when 'de' then to_tsvector('german', coalesce(t, ''))
            when 'fr' then to_tsvector('french', coalesce(t, ''))
            when 'es' then to_tsvector('spanish', coalesce(t, ''))
            when 'ar' then to_tsvector('arabic', coalesce(t, ''))
            else ''::tsvector end;

create function campaigns_search() returns trigger language plpgsql set search_path = public, pg_catalog as $$
begin
    new.search_vector :=
        setweight(search_text(new.language, left(new.name, 1000)), 'A')
        || setweight(search_text(new.language, left(new.description, 50000)), 'B')
        || setweight(search_text(new.language, left(concat_ws(' ', new.business_type, new.target_audience,
            (select string_agg(goal, ' ') from jsonb_array_elements_text(new.goals) goal), new.brand_guidelines), 50000)), 'C');
    return new;
end $$;
create trigger search_vector before insert or update of name, description, business_type, target_audience, goals,
    brand_guidelines, language, search_vector on campaigns for each row execute function campaigns_search();

create function component_library_search() returns trigger language plpgsql set search_path = public, pg_catalog as $$
begin
    new.search_vector :=
        setweight(search_text(null, left(new.name, 1000)), 'A')
        || setweight(search_text(null, left(new.description, 50000)), 'B')
        || setweight(search_text(null, concat_ws(' ', new.category, array_to_string(new.tags, ' '), new.component_type)), 'C');
    return new;
end $$;
create trigger search_vector before insert or update of name, description, category, tags, component_type, search_vector
    on component_library for each row execute function component_library_search();

-- SECURITY DEFINER: the runtime roles may not write the audit log themselves.
create function audit() returns trigger language plpgsql security definer set search_path = public, pg_catalog as $$
declare
    ignored text[] := array['views', 'clicks', 'conversions', 'revenue_generated', 'engagement_score', 'updated_at',
        'last_active_at', 'search_vector', 'downloads', 'likes'];
    secret text[] := array['password_hash', 'encrypted_credentials'];
    b jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) - ignored end;
    a jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) - ignored end;
    row_is jsonb := coalesce(a, b);
    s text;
begin
    if tg_op = 'UPDATE' and a is not distinct from b then
        return null;
    end if;
    foreach s in array secret loop
        if a -> s is distinct from b -> s then
            a := case when a ? s then jsonb_set(a, array[s], '"(changed)"') else a end;
        else
            a := a - s;
        end if;
        b := b - s;
    end loop;
    insert into audit_log (user_id, actor_id, table_name, row_id, action, before, after)
    values (
        coalesce(row_is ->> 'user_id', case when tg_table_name = 'users' then row_is ->> 'id' end)::uuid,
        nullif(current_setting('app.actor_id', true), '')::uuid,
        tg_table_name, coalesce(row_is ->> 'id', row_is ->> 'key', row_is ->> 'campaign_id'), lower(tg_op), b, a);
    return null;
end $$;

do $$
declare
    t text;
begin
    foreach t in array array['users', 'platform_integrations', 'campaigns', 'component_library', 'app_settings', 'ai_ledger',
        'ai_model_prices', 'publications']
    loop
        execute format('create trigger audit after insert or update or delete on %I for each row execute function audit()', t);
    end loop;
end $$;

create function notify_job() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    perform pg_notify('job_queue', '');
    return null;
end $$;
create trigger notify_job after insert on job_queue for each statement execute function notify_job();

create function notify_generation() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    perform pg_notify('generation_events', new.generation_id::text);
    return null;
end $$;
create trigger notify_generation after insert on generation_events for each row execute function notify_generation();

-- Months of the events table. SECURITY DEFINER, because making one takes the owner of the table. The child is readable by no
-- runtime role: it can only be inserted into, and that is why it needs no policies, which COPY would refuse.
create function ensure_event_partitions(months_ahead integer) returns integer
    language plpgsql security definer set search_path = public, pg_catalog as $$
declare
    m date;
    child text;
    made integer := 0;
begin
    if months_ahead not between 0 and 24 then
        raise exception 'months_ahead must be between 0 and 24';
    end if;
    perform pg_advisory_xact_lock(hashtext('ensure_event_partitions'));
    for m in select generate_series(date_trunc('month', now() at time zone 'utc') - interval '2 months',
        date_trunc('month', now() at time zone 'utc') + make_interval(months => months_ahead), interval '1 month')
    loop
        child := 'campaign_events_' || to_char(m, 'YYYYMM');
        if to_regclass(format('public.%I', child)) is null then
            execute format('create table %I partition of campaign_events for values from (%L) to (%L)', child,
                m::timestamp at time zone 'utc', (m + interval '1 month')::timestamp at time zone 'utc');
            execute format('revoke all on %I from public', child);
            execute format('grant insert on %I to aiwebbuilder_public', child);
            made := made + 1;
        end if;
    end loop;
    return made;
end $$;
revoke all on function ensure_event_partitions(integer) from public;
grant execute on function ensure_event_partitions(integer) to aiwebbuilder_app;

-- Retention: whole months go at once, which costs no vacuum.
create function drop_event_partitions(older_than interval) returns integer
    language plpgsql security definer set search_path = public, pg_catalog as $$
declare
    child text;
    dropped integer := 0;
begin
    if older_than < interval '1 month' then
        raise exception 'events are kept for at least a month';
    end if;
    for child in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'public.campaign_events'::regclass and c.relname ~ '^campaign_events_\d{6}$'
          and to_date(right(c.relname, 6), 'YYYYMM') + interval '1 month' <= (now() at time zone 'utc') - older_than
    loop
        execute format('drop table %I', child);
        dropped := dropped + 1;
    end loop;
    delete from campaign_event_ids where received_at < now() - older_than;
    return dropped;
end $$;
revoke all on function drop_event_partitions(interval) from public;
grant execute on function drop_event_partitions(interval) to aiwebbuilder_app;

-- Not a bare select: `db script` wraps everything in a PL/pgSQL block, which would not know where its answer should go.
do $$ begin perform ensure_event_partitions(3); end $$;

------------------------------------------------------------------------------------- row-level security and grants

-- Forced: the owner is bound too. `system` tables are those that background work and sign-in cross accounts in.
do $$
declare
    t text;
    tenant text[] := array['user_usage', 'user_sessions', 'platform_integrations', 'platform_analyses', 'campaigns',
        'campaign_components', 'component_versions', 'publications', 'published_pages', 'ai_generations',
        'generation_steps', 'generation_events', 'ai_cost_tracking', 'ai_ledger', 'component_library', 'campaign_events',
        'campaign_event_ids', 'campaign_stats_daily', 'campaign_visitors_daily', 'conversions', 'job_queue', 'audit_log'];
begin
    foreach t in array tenant || array['users'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy tenant_isolation on %I to aiwebbuilder_app using (%I = (select app_tenant())) with check (%I = (select app_tenant()))',
            t, case when t = 'users' then 'id' else 'user_id' end, case when t = 'users' then 'id' else 'user_id' end);
        -- The owner is bound by FORCE and let through by name: migrations, SECURITY DEFINER functions, backups.
        execute format('create policy owner_access on %I to %I using (true) with check (true)', t, current_user);
    end loop;
    foreach t in array array['users', 'user_sessions', 'job_queue'] loop
        execute format('create policy system_access on %I to aiwebbuilder_app using ((select app_is_system())) with check ((select app_is_system()))', t);
    end loop;
end $$;

grant select, insert, update, delete on users, user_usage, user_sessions, platform_integrations, platform_analyses,
    campaigns, campaign_components, publications, published_pages, ai_generations, generation_steps, ai_cost_tracking,
    component_library, job_queue to aiwebbuilder_app;
-- Never changed once written.
grant select, insert on component_versions, generation_events, ai_ledger to aiwebbuilder_app;
grant select on campaign_events, campaign_event_ids, campaign_stats_daily, campaign_visitors_daily, conversions,
    audit_log, ai_model_prices, app_settings to aiwebbuilder_app;

-- The public role: what is live may be read by anybody; events go in and do not come out.
create policy live on publications for select to aiwebbuilder_public using (is_live);
create policy live on published_pages for select to aiwebbuilder_public
    using (exists (select from publications p where p.campaign_id = published_pages.campaign_id and p.is_live));
grant select on publications, published_pages to aiwebbuilder_public;

create policy ingestion on campaign_event_ids to aiwebbuilder_public using (true) with check (true);
create policy ingestion on campaign_stats_daily to aiwebbuilder_public using (true) with check (true);
create policy ingestion on campaign_visitors_daily to aiwebbuilder_public using (true) with check (true);
create policy ingestion on conversions to aiwebbuilder_public using (true) with check (true);
grant select, insert on campaign_event_ids, campaign_visitors_daily to aiwebbuilder_public;
grant select, insert, update on campaign_stats_daily to aiwebbuilder_public;
grant select, insert on conversions to aiwebbuilder_public;

-- Totals on campaigns and components are the sums of what came in; the public role adds to them through this alone.
create function add_campaign_totals(campaign uuid, v integer, c integer, r numeric) returns void
    language sql security definer set search_path = public, pg_catalog
    as $$
        update campaigns set views = views + v, conversions = conversions + c, revenue_generated = revenue_generated + r
        where id = campaign;
    $$;
create function add_component_totals(component uuid, campaign uuid, v integer, k integer, c integer) returns void
    language sql security definer set search_path = public, pg_catalog
    as $$
        update campaign_components set views = views + v, clicks = clicks + k, conversions = conversions + c,
            engagement_score = least(999.99, round(100.0 * (clicks + k + conversions + c) / greatest(views + v, 1), 2))
        where id = component and campaign_id = campaign;
    $$;
revoke all on function add_campaign_totals(uuid, integer, integer, numeric) from public;
revoke all on function add_component_totals(uuid, uuid, integer, integer, integer) from public;
grant execute on function add_campaign_totals(uuid, integer, integer, numeric) to aiwebbuilder_public;
grant execute on function add_component_totals(uuid, uuid, integer, integer, integer) to aiwebbuilder_public;

-- Prices in USD per million tokens. A change is a new row with a later valid_from, never an update: old generations keep theirs.
-- The offline generator has a nominal price, so that its cost runs through the same books.
insert into ai_model_prices (provider, model, valid_from, tier_from_tokens, input_usd_per_mtok, cache_read_usd_per_mtok,
    cache_write_5m_usd_per_mtok, cache_write_1h_usd_per_mtok, output_usd_per_mtok, context_tokens, max_output_tokens)
values
    ('offline', 'offline-writer-1', '2026-01-01', 0, 0.1, 0.01, null, null, 0.4, 1000000, 32000),
    ('openai', 'gpt-6-astra', '2026-09-22', 0, 10, 1.0, 12.5, null, 50, 1050000, 128000),
    ('openai', 'gpt-6-astra', '2026-09-22', 272000, 20, 2.0, 25, null, 75, 1050000, 128000),
    ('openai', 'gpt-6.1-sol', '2026-09-29', 0, 2, 0.1, 2.5, null, 10, 1050000, 128000),
    ('openai', 'gpt-6.1-sol', '2026-09-29', 272000, 4, 0.2, 5, null, 15, 1050000, 128000),
    ('openai', 'gpt-6.1-terra', '2026-10-26', 0, 1, 0.05, 1.25, null, 5, 1050000, 128000),
    ('openai', 'gpt-6.1-terra', '2026-10-26', 272000, 2, 0.1, 2.5, null, 7.5, 1050000, 128000),
    ('openai', 'gpt-6-luna', '2026-09-22', 0, 0.1, 0.01, 0.125, null, 0.5, 1050000, 128000),
    ('openai', 'gpt-6-luna', '2026-09-22', 272000, 0.2, 0.02, 0.25, null, 0.75, 1050000, 128000),
    ('openai', 'gpt-5.6-sol', '2026-09-23', 0, 4, 0.4, 5, null, 20, 1050000, 128000),
    ('openai', 'gpt-5.6-terra', '2026-09-23', 0, 2, 0.2, 2.5, null, 12, 1050000, 128000),
    ('openai', 'gpt-5.6-luna', '2026-09-23', 0, 0.2, 0.02, 0.25, null, 1.2, 1050000, 128000),
    ('openai', 'gpt-5.4-mini', '2026-09-23', 0, 0.75, 0.075, null, null, 4.5, 400000, 128000),
    ('openai', 'gpt-5', '2026-09-23', 0, 1.25, 0.125, null, null, 10, 400000, 128000),
    ('openai', 'gpt-5-mini', '2026-09-23', 0, 0.25, 0.025, null, null, 2, 400000, 128000),
    ('openai', 'gpt-4.1', '2026-09-23', 0, 2, 0.5, null, null, 8, 1047576, 32768),
    ('openai', 'gpt-4o-mini', '2026-09-23', 0, 0.15, 0.075, null, null, 0.6, 128000, 16384),
    ('anthropic', 'claude-fable-5-2', '2026-11-09', 0, 8, 0.2, 10, 16, 40, 1000000, 128000),
    ('anthropic', 'claude-opus-5-5', '2026-09-23', 0, 4, 0.2, 5, 8, 20, 1000000, 128000),
    ('anthropic', 'claude-opus-5', '2026-09-23', 0, 5, 0.5, 6.25, 10, 25, 1000000, 128000),
    ('anthropic', 'claude-sonnet-5-5', '2026-09-28', 0, 2, 0.2, 2.5, 4, 10, 1000000, 128000),
    ('anthropic', 'claude-sonnet-5-5', '2026-10-07', 0, 2, 0.1, 2.5, 4, 10, 1000000, 128000),
    ('anthropic', 'claude-sonnet-4-6', '2026-09-23', 0, 3, 0.3, 3.75, 6, 15, 1000000, 64000),
    ('anthropic', 'claude-haiku-5-5', '2026-10-07', 0, 0.1, 0.01, 0.125, 0.2, 0.5, 1000000, 128000),
    ('anthropic', 'claude-haiku-5-5', '2026-10-07', 100000, 0.5, 0.05, 0.625, 1.0, 2.5, 1000000, 128000),
    ('anthropic', 'claude-haiku-4-5', '2026-09-23', 0, 1, 0.1, 1.25, 2, 5, 200000, 64000);
