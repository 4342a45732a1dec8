-- A batch of events takes two round trips: this says what is new, and the second stores it, adds it up and commits. Functions, because
-- PL/pgSQL keeps their plans for the session, behind a transaction-pooling proxy too; and because the public role then needs no right on
-- any of these tables.
--
-- Keeps the campaigns and components that a batch is about from being deleted until it commits (KEY SHARE hinders no edit and no
-- other writer), and claims the ids of the events that can be stored. Another transaction's claim of the same id is waited for.
--
-- `earlier` is null except for forms: the id of the same form a minute before. A form is stored without its component when that has gone.
-- Answers the campaigns that are live; the components that exist, their campaigns and pages; and the ids that are new, each once.
create or replace function claim_events(campaigns uuid[], events uuid[], components uuid[], earlier uuid[],
    out live uuid[], out known uuid[], out homes uuid[], out pages varchar[], out fresh_campaigns uuid[], out fresh_events uuid[])
    language plpgsql security definer set search_path = public, pg_catalog, pg_temp set enable_nestloop = off as $$
declare
    owners uuid[];
    repeated uuid[] := '{}';
begin
    select array_agg(l.id), array_agg(l.user_id) into live, owners from (
        select c.id, c.user_id from account_campaigns c
        where c.id = any(claim_events.campaigns)
            and exists (select from live_publications p where p.campaign_id = c.id)
        order by c.id for key share of c) l;
    if array_remove(components, null) <> '{}' then
        select array_agg(l.id), array_agg(l.campaign_id), array_agg(l.page) into known, homes, pages from (
            select c.id, c.campaign_id, c.page from component_pages c
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
revoke all on function claim_events from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function claim_events to aiwebbuilder_public;
