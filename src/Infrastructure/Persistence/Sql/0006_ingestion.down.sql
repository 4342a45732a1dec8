set local lock_timeout = '2s';

grant select, insert on campaign_event_ids, campaign_visitors_daily to aiwebbuilder_public;
grant select, insert, update on campaign_stats_daily, campaign_audience_daily to aiwebbuilder_public;
create policy ingestion on campaign_event_ids to aiwebbuilder_public using (true) with check (true);
create policy ingestion on campaign_stats_daily to aiwebbuilder_public using (true) with check (true);
create policy ingestion on campaign_visitors_daily to aiwebbuilder_public using (true) with check (true);
create policy ingestion on campaign_audience_daily to aiwebbuilder_public using (true) with check (true);

drop function add_visitors(uuid[], date[], varchar[], uuid[], varchar[], varchar[], varchar[], varchar[]);
drop function add_audience(uuid[], date[], varchar[], varchar[], varchar[], uuid[], bigint[], numeric[]);
drop function add_stats(uuid[], date[], uuid[], varchar[], varchar[], varchar[], uuid[], bigint[], numeric[]);
drop function store_events(uuid[], uuid[], uuid[], uuid[], varchar[], jsonb[], varchar[], text[], inet[], text[], varchar[],
    timestamptz[], varchar[], varchar[], boolean[], varchar[], varchar[], varchar[]);
drop function claim_events(uuid[], uuid[], uuid[], uuid[]);

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
revoke all on function lock_components(uuid[]), lock_live_campaigns(uuid[]) from public;
grant execute on function lock_components(uuid[]), lock_live_campaigns(uuid[]) to aiwebbuilder_public;

drop trigger delete_event_ids on campaigns;
drop function delete_event_ids();
alter table campaign_event_ids add constraint campaign_event_ids_campaign_id_fkey
    foreign key (campaign_id) references campaigns (id) on delete cascade;

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
            execute format('grant insert on %I to aiwebbuilder_public', child);
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
        execute format('grant insert on %s to aiwebbuilder_public', child);
    end loop;
end $$;
