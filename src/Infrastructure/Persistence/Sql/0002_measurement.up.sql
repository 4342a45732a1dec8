-- What measuring visits needs beside the events: whose visit it was for a day, where it came from by country and device, in
-- which currency a campaign earns, and what visitors wrote into forms.

set local lock_timeout = '2s';

alter table campaign_events
    add column page varchar(100),
    add column device varchar(20),
    -- A hash under a salt that is deleted after two days: the same for a visitor's day, and nothing afterwards.
    add column visitor varchar(64);

-- Sums of a busy day can pass what one conversion may be worth. More digits before the same point rewrite nothing.
alter table campaign_stats_daily alter column revenue type decimal(18,2);

create table visitor_salts (
    day date primary key,
    salt bytea not null check (length(salt) = 32),
    created_at timestamptz not null default now()
);

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

-- The currency that a campaign's revenue is summed in: that of its first conversion that names one.
create table campaign_currencies (
    campaign_id uuid primary key references campaigns (id) on delete cascade,
    user_id uuid not null,
    currency varchar(3) not null check (currency ~ '^[A-Z]{3}$'),
    created_at timestamptz not null default now()
);

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

-- The proof that a day's maintenance was done, however many nodes ask for it.
create table analytics_maintenance (
    day date primary key,
    created_at timestamptz not null default now()
);

do $$
declare
    t text;
begin
    foreach t in array array['campaign_audience_daily', 'campaign_currencies', 'form_submissions'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy tenant_isolation on %I to aiwebbuilder_app using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()))', t);
        execute format('create policy owner_access on %I to %I using (true) with check (true)', t, current_user);
        execute format('create policy ingestion on %I to aiwebbuilder_public using (true) with check (true)', t);
    end loop;
end $$;

grant select on campaign_audience_daily, campaign_currencies to aiwebbuilder_app;
grant select, delete on form_submissions to aiwebbuilder_app;
grant select, insert, delete on analytics_maintenance to aiwebbuilder_app;
-- Signed-in requests never see a salt; the maintenance deletes the old ones.
grant select (day), delete on visitor_salts to aiwebbuilder_app;
grant select, insert on visitor_salts to aiwebbuilder_public;
grant select, insert, update on campaign_audience_daily to aiwebbuilder_public;
grant select, insert on campaign_currencies to aiwebbuilder_public;
-- Goes in and does not come out.
grant insert on form_submissions to aiwebbuilder_public;

-- What events may be stored for, kept from being deleted until the writer commits: no foreign key can fail in between, and a
-- campaign that has gone costs only its own events. KEY SHARE hinders no edit and no other writer.
create function lock_live_campaigns(ids uuid[]) returns table (campaign_id uuid, user_id uuid)
    language sql security definer set search_path = public, pg_catalog
    as $$
        select c.id, c.user_id from campaigns c
        where c.id = any(ids) and exists (select from publications p where p.campaign_id = c.id and p.is_live)
        order by c.id for key share of c;
    $$;
create function lock_components(ids uuid[]) returns table (component_id uuid, campaign_id uuid, page varchar)
    language sql security definer set search_path = public, pg_catalog
    as $$
        select c.id, c.campaign_id, c.page from campaign_components c where c.id = any(ids) order by c.id for key share of c;
    $$;
revoke all on function lock_live_campaigns(uuid[]) from public;
revoke all on function lock_components(uuid[]) from public;
grant execute on function lock_live_campaigns(uuid[]) to aiwebbuilder_public;
grant execute on function lock_components(uuid[]) to aiwebbuilder_public;

-- The totals stop at the end of their types' range: a flood must not make the campaign uncountable.
create or replace function add_campaign_totals(campaign uuid, v integer, c integer, r numeric) returns void
    language sql security definer set search_path = public, pg_catalog
    as $$
        update campaigns set views = least(2147483647, views::bigint + v),
            conversions = least(2147483647, conversions::bigint + c),
            revenue_generated = least(9999999999.99, revenue_generated + r)
        where id = campaign;
    $$;
create or replace function add_component_totals(component uuid, campaign uuid, v integer, k integer, c integer) returns void
    language sql security definer set search_path = public, pg_catalog
    as $$
        update campaign_components set views = least(2147483647, views::bigint + v),
            clicks = least(2147483647, clicks::bigint + k), conversions = least(2147483647, conversions::bigint + c),
            engagement_score = least(999.99,
                round(100.0 * (clicks::bigint + k + conversions + c) / greatest(views::bigint + v, 1), 2))
        where id = component and campaign_id = campaign;
    $$;
