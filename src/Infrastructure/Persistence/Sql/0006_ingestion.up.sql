-- A batch of events in two round trips: claim_events says what is new, and the second batch stores it, adds it up and commits. Functions,
-- because PL/pgSQL keeps their plans for the session, behind a transaction-pooling proxy too; and because the public role then
-- needs no right on any of these tables.

set local lock_timeout = '2s';

-- claim_events holds the campaign's row until it commits, so that the reference proved nothing new and cost as much as the row itself.
alter table campaign_event_ids drop constraint campaign_event_ids_campaign_id_fkey;
create function delete_event_ids() returns trigger
    language plpgsql security definer set search_path = public, pg_catalog as $$
begin
    delete from campaign_event_ids where campaign_id = old.id;
    return null;
end $$;
create trigger delete_event_ids after delete on campaigns for each row execute function delete_event_ids();

drop function lock_components(uuid[]), lock_live_campaigns(uuid[]);

-- Keeps the campaigns and components that a batch is about from being deleted until it commits (KEY SHARE hinders no edit and no
-- other writer), and claims the ids of the events that can be stored. Another transaction's claim of the same id is waited for.
--
-- `earlier` is null except for forms: the id of the same form a minute before. A form is stored without its component when that has gone.
-- Answers the campaigns that are live; the components that exist, their campaigns and pages; and the ids that are new, each once.
create function claim_events(campaigns uuid[], events uuid[], components uuid[], earlier uuid[],
    out live uuid[], out known uuid[], out homes uuid[], out pages varchar[], out fresh_campaigns uuid[], out fresh_events uuid[])
    language plpgsql security definer set search_path = public, pg_catalog set enable_nestloop = off as $$
declare
    owners uuid[];
    repeated uuid[] := '{}';
begin
    select array_agg(l.id), array_agg(l.user_id) into live, owners from (
        select c.id, c.user_id from campaigns c
        where c.id = any(claim_events.campaigns)
            and exists (select from publications p where p.campaign_id = c.id and p.is_live)
        order by c.id for key share of c) l;
    if array_remove(components, null) <> '{}' then
        select array_agg(l.id), array_agg(l.campaign_id), array_agg(l.page) into known, homes, pages from (
            select c.id, c.campaign_id, c.page from campaign_components c
            where c.id = any(components) order by c.id for key share of c) l;
    end if;
    if array_remove(earlier, null) <> '{}' then
        select coalesce(array_agg(i.event_id), '{}') into repeated
        from campaign_event_ids i where i.campaign_id = any(live) and i.event_id = any(earlier);
    end if;

    with claimed as (
        insert into campaign_event_ids (campaign_id, event_id, user_id)
        select s.campaign, s.event, l.owner
        from unnest(claim_events.campaigns, events, components, claim_events.earlier) s (campaign, event, component, earlier)
        join unnest(live, owners) l (campaign, owner) on l.campaign = s.campaign
        left join unnest(known, homes) k (component, home) on k.component = s.component
        where (s.component is null or s.earlier is not null or k.home = s.campaign)
            and (s.earlier is null or s.earlier <> all (repeated))
        order by s.campaign, s.event
        on conflict do nothing returning campaign_id, event_id
    )
    select array_agg(campaign_id), array_agg(event_id) into fresh_campaigns, fresh_events from claimed;
end $$;

create function store_events(ids uuid[], campaigns uuid[], accounts uuid[], components uuid[], types varchar[], data jsonb[],
    sessions varchar[], user_agents text[], networks inet[], referrers text[], countries varchar[], times timestamptz[],
    sources varchar[], mediums varchar[], bots boolean[], pages varchar[], devices varchar[], visitors varchar[]) returns void
    language plpgsql security definer set search_path = public, pg_catalog as $$
begin
    insert into campaign_events (id, campaign_id, user_id, component_id, event_type, event_data, session_id, user_agent, ip_address,
        referrer, country, created_at, source, medium, is_bot, page, device, visitor)
    select * from unnest(ids, campaigns, accounts, components, types, data, sessions, user_agents, networks, referrers, countries,
        times, sources, mediums, bots, pages, devices, visitors);
end $$;

-- Rows come in the order of their keys: all writers lock the same rows in the same order.
create function add_stats(campaigns uuid[], days date[], components uuid[], types varchar[], sources varchar[], mediums varchar[],
    accounts uuid[], counts bigint[], revenues numeric[]) returns void
    language plpgsql security definer set search_path = public, pg_catalog as $$
begin
    insert into campaign_stats_daily as stats
        (campaign_id, day, component_id, event_type, source, medium, user_id, events, revenue)
    select * from unnest(campaigns, days, components, types, sources, mediums, accounts, counts, revenues)
    on conflict (campaign_id, day, component_id, event_type, source, medium) do update
    set events = stats.events + excluded.events, revenue = stats.revenue + excluded.revenue;
end $$;

create function add_audience(campaigns uuid[], days date[], types varchar[], countries varchar[], devices varchar[],
    accounts uuid[], counts bigint[], revenues numeric[]) returns void
    language plpgsql security definer set search_path = public, pg_catalog as $$
begin
    insert into campaign_audience_daily as audience
        (campaign_id, day, event_type, country, device, user_id, events, revenue)
    select * from unnest(campaigns, days, types, countries, devices, accounts, counts, revenues)
    on conflict (campaign_id, day, event_type, country, device) do update
    set events = audience.events + excluded.events, revenue = audience.revenue + excluded.revenue;
end $$;

-- One row for each visitor of the batch, with where that visit came from: whoever is new on their day counts as type `visitor`.
create function add_visitors(campaigns uuid[], days date[], visitors varchar[], accounts uuid[], sources varchar[], mediums varchar[],
    countries varchar[], devices varchar[]) returns void
    language plpgsql security definer set search_path = public, pg_catalog set enable_nestloop = off as $$
declare
    came integer[];
begin
    with sent as (
        select * from unnest(add_visitors.campaigns, add_visitors.days, add_visitors.visitors, add_visitors.accounts)
            with ordinality s (campaign, day, visitor, account, n)
    ), inserted as (
        insert into campaign_visitors_daily (campaign_id, day, visitor, user_id)
        select s.campaign, s.day, s.visitor, s.account from sent s order by s.campaign, s.day, s.visitor
        on conflict do nothing returning campaign_id, day, visitor
    )
    select array_agg(s.n) into came
    from sent s join inserted i on i.campaign_id = s.campaign and i.day = s.day and i.visitor = s.visitor;
    if came is null then
        return;
    end if;
    insert into campaign_stats_daily as stats (campaign_id, day, event_type, source, medium, user_id, events)
    select s.campaign, s.day, 'visitor', s.source, s.medium, s.account, count(*)
    from unnest(campaigns, days, sources, mediums, accounts) with ordinality s (campaign, day, source, medium, account, n)
    join unnest(came) c (n) on c.n = s.n
    group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5
    on conflict (campaign_id, day, component_id, event_type, source, medium) do update set events = stats.events + excluded.events;
    insert into campaign_audience_daily as audience (campaign_id, day, event_type, country, device, user_id, events)
    select s.campaign, s.day, 'visitor', s.country, s.device, s.account, count(*)
    from unnest(campaigns, days, countries, devices, accounts) with ordinality s (campaign, day, country, device, account, n)
    join unnest(came) c (n) on c.n = s.n
    group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5
    on conflict (campaign_id, day, event_type, country, device) do update set events = audience.events + excluded.events;
end $$;

do $$
declare
    f regprocedure;
begin
    for f in select p.oid from pg_proc p where p.pronamespace = 'public'::regnamespace
        and p.proname in ('claim_events', 'store_events', 'add_stats', 'add_audience', 'add_visitors')
    loop
        execute format('revoke all on function %s from public', f);
        execute format('grant execute on function %s to aiwebbuilder_public', f);
    end loop;
end $$;

-- Ingestion goes through the functions alone: what is left is the rare order, its currency, and what visitors write into forms.
drop policy ingestion on campaign_event_ids;
drop policy ingestion on campaign_stats_daily;
drop policy ingestion on campaign_visitors_daily;
drop policy ingestion on campaign_audience_daily;
revoke all on campaign_event_ids, campaign_stats_daily, campaign_visitors_daily, campaign_audience_daily from aiwebbuilder_public;

-- Nor into the months, which only store_events fills.
create or replace function ensure_event_partitions(months_ahead integer) returns integer
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
            made := made + 1;
        end if;
    end loop;
    return made;
end $$;
do $$
declare
    child regclass;
begin
    for child in select inhrelid from pg_inherits where inhparent = 'campaign_events'::regclass loop
        execute format('revoke all on %s from aiwebbuilder_public', child);
    end loop;
end $$;
