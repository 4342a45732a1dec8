-- Connections to other platforms, and what an analysis of them has found.

create table platform_integrations (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    platform_type varchar(50) not null check (platform_type in ('gohighlevel', 'simvoly', 'wordpress', 'custom')),
    connection_status varchar(20) not null default 'pending'
        check (connection_status in ('connected', 'disconnected', 'error', 'pending')),
    connection_problem varchar(50),
    next_step text,
    account_name varchar(255),
    account_email varchar(255),
    encrypted_credentials text,
    credentials_hint varchar(20),
    platform_metadata jsonb not null default '{}',
    last_sync_at timestamptz,
    sync_status varchar(20) not null default 'idle' check (sync_status in ('idle', 'syncing', 'error', 'completed')),
    sync_error_message text,
    sync_schedule varchar(10) check (sync_schedule in ('hourly', 'daily', 'weekly')),
    -- Visitors' data goes to a third party only when the owner says so.
    sends_leads boolean not null default false,
    next_sync_at timestamptz check ((next_sync_at is null) = (sync_schedule is null)),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (user_id, platform_type),
    unique (user_id, id)
);
create index idx_platform_integrations_next_sync on platform_integrations (next_sync_at) where next_sync_at is not null;
create index idx_platform_integrations_metadata on platform_integrations using gin (platform_metadata jsonb_path_ops);
alter table platform_integrations enable row level security;
grant select, insert, update, delete on platform_integrations to aiwebbuilder_app;

-- How many calls each account on another platform still takes: one row, whoever of the nodes calls, and whichever connections lead there. Its
-- subject is a keyed hash. A place is taken from the call's beginning until the platform has forgotten it.
create table platform_call_limits (
    subject bytea primary key check (length(subject) = 32),
    places timestamptz[] not null check (cardinality(places) between 1 and 500),
    blocked_until timestamptz not null default '-infinity',
    updated_at timestamptz not null default now()
) with (fillfactor = 50);
create index idx_platform_call_limits_updated_at on platform_call_limits (updated_at);
alter table platform_call_limits enable row level security;
grant select, insert, update, delete on platform_call_limits to aiwebbuilder_app;

-- Tokens that a person has granted on a platform, each good for a day and replaced by one refresher at a time. The credentials of the integration
-- only name the grant, so that they stay the same while its tokens come and go.
create table platform_tokens (
    integration_id uuid primary key,
    user_id uuid not null references users (id) on delete cascade,
    sealed_tokens bytea not null,
    expires_at timestamptz not null,
    refreshing_until timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    -- The integration may be new in the same transaction.
    foreign key (user_id, integration_id) references platform_integrations (user_id, id) on delete cascade deferrable initially deferred
);
create index idx_platform_tokens_user_id on platform_tokens (user_id, integration_id);
alter table platform_tokens enable row level security;
grant select, insert, update, delete on platform_tokens to aiwebbuilder_app;

-- A person is away at a platform to grant access, and comes back to the same account in the same browser, once.
create table platform_authorizations (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    person_id uuid not null references users (id) on delete cascade,
    platform_type varchar(50) not null check (platform_type in ('gohighlevel', 'simvoly', 'wordpress', 'custom')),
    site_url text,
    state_hash bytea not null unique check (length(state_hash) = 32),
    browser_hash bytea not null check (length(browser_hash) = 32),
    expires_at timestamptz not null,
    used_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index idx_platform_authorizations_user_id on platform_authorizations (user_id);
create index idx_platform_authorizations_person_id on platform_authorizations (person_id);
create index idx_platform_authorizations_expires_at on platform_authorizations (expires_at);
alter table platform_authorizations enable row level security;
grant select, insert, update, delete on platform_authorizations to aiwebbuilder_app;

create table integration_syncs (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    integration_id uuid not null references platform_integrations (id) on delete cascade,
    status varchar(20) not null default 'running' check (status in ('running', 'completed', 'failed', 'cancelled')),
    job_id uuid,
    objects jsonb not null default '[]',
    changes jsonb,
    error_message text,
    finished_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    foreign key (user_id, integration_id) references platform_integrations (user_id, id) on delete cascade
);
create unique index idx_integration_syncs_one_running on integration_syncs (integration_id) where status = 'running';
create index idx_integration_syncs_integration on integration_syncs (user_id, integration_id, created_at desc);
create index idx_integration_syncs_integration_id on integration_syncs (integration_id);
alter table integration_syncs enable row level security;
grant select, insert, update, delete on integration_syncs to aiwebbuilder_app;

create table platform_contents (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    integration_id uuid not null references platform_integrations (id) on delete cascade,
    object varchar(30) not null,
    external_id varchar(255) not null,
    title text,
    url text,
    status varchar(50),
    modified_at timestamptz,
    hash varchar(64) not null,
    data jsonb not null default '{}',
    change varchar(20) not null check (change in ('new', 'changed', 'unchanged', 'removed')),
    sync_id uuid not null,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    changed_at timestamptz,
    removed_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (integration_id, object, external_id),
    foreign key (user_id, integration_id) references platform_integrations (user_id, id) on delete cascade
);
create index idx_platform_contents_integration on platform_contents (user_id, integration_id, first_seen_at desc, id desc);
alter table platform_contents enable row level security;
grant select, insert, update, delete on platform_contents to aiwebbuilder_app;

-- What is written to platforms: each export, where pages and uploads stand there, and what was last written to them or read from them.

create table platform_exports (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    integration_id uuid not null references platform_integrations (id) on delete cascade,
    campaign_id uuid not null,
    job_id uuid,
    status varchar(20) not null default 'running' check (status in ('running', 'completed', 'failed')),
    page_status varchar(20) check (page_status in ('draft', 'publish')),
    overwrite boolean not null default false,
    reverts_id uuid references platform_exports (id) on delete cascade,
    server text not null default '',
    items jsonb not null default '[]',
    error_message text,
    finished_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    foreign key (user_id, integration_id) references platform_integrations (user_id, id) on delete cascade,
    foreign key (user_id, campaign_id) references campaigns (user_id, id) on delete cascade
);
create unique index idx_platform_exports_one_running on platform_exports (integration_id, campaign_id) where status = 'running';
create index idx_platform_exports_campaign on platform_exports (user_id, campaign_id, created_at desc, id desc);
create index idx_platform_exports_integration_id on platform_exports (integration_id);
create index idx_platform_exports_integration on platform_exports (user_id, integration_id);
create index idx_platform_exports_reverts_id on platform_exports (reverts_id);
alter table platform_exports enable row level security;
grant select, insert, update, delete on platform_exports to aiwebbuilder_app;

create table written_pages (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    integration_id uuid not null references platform_integrations (id) on delete cascade,
    campaign_id uuid not null,
    page text not null,
    object varchar(30) not null default 'pages',
    external_id varchar(255),
    url text,
    modified_at timestamptz,
    written jsonb,
    is_stub boolean not null default false,
    is_imported boolean not null default false,
    export_id uuid,
    sent varchar(64),
    before jsonb,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (integration_id, campaign_id, page),
    foreign key (user_id, integration_id) references platform_integrations (user_id, id) on delete cascade,
    -- An import makes the campaign in the same transaction.
    foreign key (user_id, campaign_id) references campaigns (user_id, id) on delete cascade deferrable initially deferred
);
create index idx_written_pages_campaign on written_pages (user_id, campaign_id);
create index idx_written_pages_integration on written_pages (user_id, integration_id);
alter table written_pages enable row level security;
grant select, insert, update, delete on written_pages to aiwebbuilder_app;

create table written_media (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    integration_id uuid not null references platform_integrations (id) on delete cascade,
    content_hash varchar(64) not null,
    external_id varchar(255) not null,
    url text not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (integration_id, content_hash),
    foreign key (user_id, integration_id) references platform_integrations (user_id, id) on delete cascade
);
create index idx_written_media_integration on written_media (user_id, integration_id);
alter table written_media enable row level security;
grant select, insert, update, delete on written_media to aiwebbuilder_app;

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
    status varchar(20) not null default 'processing' check (status in ('processing', 'completed', 'failed', 'cancelled')),
    generation_id uuid,
    job_id uuid,
    -- What was counted, before anything was written: a worker that takes over does not count again.
    facts jsonb,
    error_message text,
    completed_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    foreign key (user_id, integration_id) references platform_integrations (user_id, id) on delete cascade
);
create index idx_platform_analyses_integration_id on platform_analyses (integration_id, created_at desc);
create index idx_platform_analyses_integration on platform_analyses (user_id, integration_id);
create unique index idx_platform_analyses_one_running on platform_analyses (integration_id, analysis_type)
    where status = 'processing';
create index idx_platform_analyses_generation on platform_analyses (generation_id) where generation_id is not null;
alter table platform_analyses enable row level security;
grant select, insert, update, delete on platform_analyses to aiwebbuilder_app;

-- Imports, with and without credentials, and what has become of every element of their sources.

create table imports (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    kind varchar(10) not null check (kind in ('url', 'html', 'zip', 'platform')),
    source text not null,
    integration_id uuid,
    -- The import whose campaign this one brings up to date; null: it makes a campaign.
    updates_id uuid,
    -- What of a platform is read: the ids of contents, with their hashes as the last sync had them, and the pages that they became.
    contents jsonb not null default '[]',
    content bytea,
    content_type varchar(200),
    is_rehearsal boolean not null default false,
    max_pages integer not null default 10 check (max_pages between 1 and 20),
    status varchar(20) not null default 'pending' check (status in ('pending', 'completed', 'failed', 'reverted')),
    job_id uuid,
    pages jsonb not null default '[]',
    -- The sections and images that were made: by them later work of people is told from it.
    made jsonb,
    -- What stayed when it was taken back.
    kept jsonb not null default '[]',
    totals jsonb not null default '[]',
    campaign_id uuid,
    error_message text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    completed_at timestamptz,
    unique (user_id, id),
    foreign key (user_id, updates_id) references imports (user_id, id) on delete cascade,
    foreign key (user_id, integration_id) references platform_integrations (user_id, id) on delete set null (integration_id)
);
create index idx_imports_updates on imports (user_id, updates_id);
create unique index idx_imports_one_running on imports (integration_id) where status = 'pending';
create index idx_imports_integration on imports (user_id, integration_id);
create index idx_imports_newest on imports (user_id, created_at desc, id desc);
alter table imports enable row level security;
grant select, insert, update, delete on imports to aiwebbuilder_app;

create table import_elements (
    user_id uuid not null references users (id) on delete cascade,
    import_id uuid not null,
    ordinal integer not null,
    page text not null,
    kind varchar(20) not null,
    text text not null,
    address text,
    fate varchar(20) not null check (fate in ('carried', 'approximated', 'replaced', 'lost')),
    component_id uuid,
    path text,
    reason text,
    primary key (user_id, import_id, ordinal),
    foreign key (user_id, import_id) references imports (user_id, id) on delete cascade
);
alter table import_elements enable row level security;
grant select, insert, update, delete on import_elements to aiwebbuilder_app;

create table platform_webhooks (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    integration_id uuid not null references platform_integrations (id) on delete cascade,
    external_id varchar(255) not null,
    kind varchar(100) not null,
    status varchar(20) not null default 'received' check (status in ('received', 'processed', 'ignored', 'failed')),
    reason text,
    sent_at timestamptz,
    finished_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (integration_id, external_id),
    foreign key (user_id, integration_id) references platform_integrations (user_id, id) on delete cascade
);
create index idx_platform_webhooks_integration on platform_webhooks (user_id, integration_id, created_at desc, id desc);
create index idx_platform_webhooks_created_at on platform_webhooks (created_at);
-- Messages of GoHighLevel name the location or the agency that they are about.
create index idx_platform_integrations_place on platform_integrations ((platform_metadata ->> 'locationId')) where platform_type = 'gohighlevel';
create index idx_platform_integrations_company on platform_integrations ((platform_metadata ->> 'companyId')) where platform_type = 'gohighlevel';
alter table platform_webhooks enable row level security;
grant select, update, delete on platform_webhooks to aiwebbuilder_app;

create table platform_leads (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    integration_id uuid not null references platform_integrations (id) on delete cascade,
    -- What a visitor has taken back is not sent, and leaves nothing here.
    submission_id uuid not null references form_submissions (id) on delete cascade,
    status varchar(20) not null default 'pending' check (status in ('pending', 'sent', 'failed')),
    reason text,
    external_id varchar(255),
    begun_at timestamptz,
    finished_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (integration_id, submission_id),
    foreign key (user_id, integration_id) references platform_integrations (user_id, id) on delete cascade
);
create index idx_platform_leads_user on platform_leads (user_id);
create index idx_platform_leads_submission_id on platform_leads (submission_id);
alter table platform_leads enable row level security;
grant select, insert, update, delete on platform_leads to aiwebbuilder_app;
