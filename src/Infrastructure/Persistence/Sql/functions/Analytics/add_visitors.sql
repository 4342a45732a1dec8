-- One row for each visitor of the batch, with where that visit came from: whoever is new on their day counts as type `visitor`.
create or replace function add_visitors(campaigns uuid[], days date[], visitors varchar[], accounts uuid[], sources varchar[], mediums varchar[],
    countries varchar[], devices varchar[]) returns void
    language plpgsql security definer set search_path = public, pg_catalog, pg_temp set enable_nestloop = off as $$
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
revoke all on function add_visitors from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function add_visitors to aiwebbuilder_public;
