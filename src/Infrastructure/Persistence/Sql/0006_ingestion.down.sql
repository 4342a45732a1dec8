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
