-- Stores what claim_events has found to be new.
create or replace function store_events(ids uuid[], campaigns uuid[], accounts uuid[], components uuid[], types varchar[], data jsonb[],
    sessions varchar[], user_agents text[], networks inet[], referrers text[], countries varchar[], times timestamptz[],
    sources varchar[], mediums varchar[], bots boolean[], pages varchar[], devices varchar[], visitors varchar[]) returns void
    language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
begin
    insert into campaign_events (id, campaign_id, user_id, component_id, event_type, event_data, session_id, user_agent, ip_address,
        referrer, country, created_at, source, medium, is_bot, page, device, visitor)
    select * from unnest(ids, campaigns, accounts, components, types, data, sessions, user_agents, networks, referrers, countries,
        times, sources, mediums, bots, pages, devices, visitors);
end $$;
revoke all on function store_events from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function store_events to aiwebbuilder_public;
