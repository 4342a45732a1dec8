-- Campaigns, their components with every version, and what of them is published.

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
    facts jsonb not null
        default '{"language": "en", "read": [], "sentences": [], "stated": [], "removed": []}'
        check (jsonb_typeof(facts) = 'object'),
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
alter table campaigns enable row level security;
grant select, insert, update, delete on campaigns to aiwebbuilder_app;

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
    -- The name that links lead to on its page.
    anchor varchar(60) not null default 'custom',
    -- Whether the code is made of the props.
    is_attached boolean not null default false,
    is_locked boolean not null default false,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    -- Variants are versions that are not shown: the highest number given is no longer the one in place.
    latest_version integer not null default 1,
    foreign key (user_id, campaign_id) references campaigns (user_id, id) on delete cascade,
    unique (user_id, id),
    check (latest_version >= version)
);
create index idx_components_campaign_id on campaign_components (campaign_id);
create index idx_components_type on campaign_components (component_type);
create index idx_components_sort_order on campaign_components (campaign_id, sort_order);
create index idx_components_props on campaign_components using gin (props jsonb_path_ops);
-- Each component that goes asks for those that were made from it.
create index idx_components_parent_component_id on campaign_components (parent_component_id) where parent_component_id is not null;
alter table campaign_components enable row level security;
grant select, insert, update, delete on campaign_components to aiwebbuilder_app;

-- What a component was, once and for all: rows are added and never changed.
create table component_versions (
    component_id uuid not null references campaign_components (id) on delete cascade,
    version integer not null,
    user_id uuid not null references users (id) on delete cascade,
    name varchar(255) not null,
    code text not null,
    css_styles text,
    props jsonb not null,
    is_attached boolean not null default false,
    origin varchar(20) not null check (origin in ('generated', 'edited', 'restored')),
    generation_id uuid,
    created_by uuid,
    created_at timestamptz not null default now(),
    -- Which call has written it: what people do with it afterwards is said of the model.
    step_id uuid,
    primary key (component_id, version),
    foreign key (user_id, component_id) references campaign_components (user_id, id) on delete cascade
);
create index idx_component_versions_step_id on component_versions (step_id) where step_id is not null;
create index idx_component_versions_user on component_versions (user_id);
alter table component_versions enable row level security;
-- Never changed once written.
grant select, insert on component_versions to aiwebbuilder_app;

-- Changes that somebody asked for, as operations, and what became of them.
create table campaign_edits (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    campaign_id uuid not null references campaigns (id) on delete cascade,
    instruction text,
    status varchar(20) not null check (status in ('proposed', 'applied', 'ask', 'not_applied')),
    operations jsonb not null default '[]',
    question text,
    reason text,
    unchanged jsonb not null default '{}',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    foreign key (user_id, campaign_id) references campaigns (user_id, id) on delete cascade
);
create index idx_campaign_edits_campaign_id on campaign_edits (campaign_id);
create index idx_campaign_edits_user on campaign_edits (user_id);
alter table campaign_edits enable row level security;
grant select, insert, update, delete on campaign_edits to aiwebbuilder_app;

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
create index idx_publications_user on publications (user_id);
alter table publications enable row level security;
grant select, insert, update, delete on publications to aiwebbuilder_app;
grant select on publications to aiwebbuilder_public;

create table published_pages (
    campaign_id uuid not null references publications (campaign_id) on delete cascade,
    page varchar(100) not null,
    user_id uuid not null references users (id) on delete cascade,
    html text not null,
    etag varchar(64) not null,
    created_at timestamptz not null default now(),
    changed_at timestamptz not null default now(),
    primary key (campaign_id, page)
);
create index idx_published_pages_user on published_pages (user_id);
alter table published_pages enable row level security;
grant select, insert, update, delete on published_pages to aiwebbuilder_app;
grant select on published_pages to aiwebbuilder_public;

-- What the pages show and offer, as it was: an upload that is deleted stays on the net until the pages go.
create table published_files (
    -- The pages are stored after them, in the same transaction.
    campaign_id uuid not null references publications (campaign_id) on delete cascade deferrable initially deferred,
    file_id uuid not null,
    user_id uuid not null references users (id) on delete cascade,
    content_type varchar(100) not null,
    -- Under which visitors keep it; null: a picture, which is shown.
    name varchar(120),
    content bytea not null,
    created_at timestamptz not null default now(),
    primary key (campaign_id, file_id)
);
create index idx_published_files_user on published_files (user_id);
-- What is large is compressed already.
alter table published_files alter column content set storage external;
alter table published_files enable row level security;
grant select, insert, delete, update (name) on published_files to aiwebbuilder_app;
grant select on published_files to aiwebbuilder_public;
