-- Events of visitors, what is added up from them, and what visitors write into forms.

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
    page varchar(100),
    device varchar(20),
    -- A hash under a salt that is deleted after two days: the same for a visitor's day, and nothing afterwards.
    visitor varchar(64),
    primary key (id, created_at)
) partition by range (created_at);
create index idx_campaign_events_component_id on campaign_events (component_id) where component_id is not null;
create index idx_campaign_events_campaign_id on campaign_events (campaign_id, created_at);
create index idx_campaign_events_created_at on campaign_events using brin (created_at);
create index idx_campaign_events_type on campaign_events (event_type, created_at) where event_type not in ('view', 'click');
alter table campaign_events enable row level security;
grant select on campaign_events to aiwebbuilder_app;

-- Exact de-duplication: a unique key on the partitioned table would have to hold its time. Without a reference to campaigns:
-- claim_events holds the campaign's row until it commits, and the trigger delete_event_ids deletes what goes with a campaign, so that
-- one would prove nothing new and cost as much as the row itself.
create table campaign_event_ids (
    campaign_id uuid not null,
    event_id uuid not null,
    user_id uuid not null,
    received_at timestamptz not null default now(),
    primary key (campaign_id, event_id)
);
create index idx_campaign_event_ids_received_at on campaign_event_ids using brin (received_at);
alter table campaign_event_ids enable row level security;
grant select on campaign_event_ids to aiwebbuilder_app;

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
    -- More digits than one conversion's value: this is the sum of a busy day.
    revenue decimal(18,2) not null default 0,
    primary key (campaign_id, day, component_id, event_type, source, medium)
);
alter table campaign_stats_daily enable row level security;
grant select on campaign_stats_daily to aiwebbuilder_app;

-- One row for each visitor and day: exact uniques.
create table campaign_visitors_daily (
    campaign_id uuid not null references campaigns (id) on delete cascade,
    day date not null,
    visitor varchar(64) not null,
    user_id uuid not null,
    primary key (campaign_id, day, visitor)
);
alter table campaign_visitors_daily enable row level security;
grant select on campaign_visitors_daily to aiwebbuilder_app;

-- Beside campaign_stats_daily and not in it: sources times countries times devices would be a row for nearly every visit.
create table campaign_audience_daily (
    campaign_id uuid not null references campaigns (id) on delete cascade,
    day date not null,
    event_type varchar(50) not null,
    country varchar(2) not null default '',
    device varchar(20) not null default '',
    user_id uuid not null,
    events bigint not null default 0,
    revenue decimal(18,2) not null default 0,
    primary key (campaign_id, day, event_type, country, device)
);
alter table campaign_audience_daily enable row level security;
grant select on campaign_audience_daily to aiwebbuilder_app;

-- The currency that a campaign's revenue is summed in: that of its first conversion that names one.
create table campaign_currencies (
    campaign_id uuid primary key references campaigns (id) on delete cascade,
    user_id uuid not null,
    currency varchar(3) not null check (currency ~ '^[A-Z]{3}$'),
    created_at timestamptz not null default now()
);
alter table campaign_currencies enable row level security;
grant select on campaign_currencies to aiwebbuilder_app;

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
create index idx_conversions_user on conversions (user_id);
alter table conversions enable row level security;
grant select on conversions to aiwebbuilder_app;

-- Added and deleted, never changed.
create table form_submissions (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    campaign_id uuid not null references campaigns (id) on delete cascade,
    component_id uuid references campaign_components (id) on delete set null,
    page varchar(100) not null,
    fields jsonb not null check (jsonb_typeof(fields) = 'object'),
    ip_address inet,
    created_at timestamptz not null default now(),
    foreign key (user_id, campaign_id) references campaigns (user_id, id) on delete cascade
);
create index idx_form_submissions_campaign_id on form_submissions (campaign_id, created_at desc, id desc);
create index idx_form_submissions_component_id on form_submissions (component_id) where component_id is not null;
create index idx_form_submissions_user on form_submissions (user_id);
alter table form_submissions enable row level security;
grant select, delete on form_submissions to aiwebbuilder_app;

create table visitor_salts (
    day date primary key,
    salt bytea not null check (length(salt) = 32),
    created_at timestamptz not null default now()
);
-- Signed-in requests never see a salt; the maintenance deletes the old ones.
grant select (day), delete on visitor_salts to aiwebbuilder_app;
grant select, insert on visitor_salts to aiwebbuilder_public;
