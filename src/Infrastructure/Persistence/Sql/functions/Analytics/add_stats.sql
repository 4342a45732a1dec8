-- Rows come in the order of their keys: all writers lock the same rows in the same order.
create or replace function add_stats(campaigns uuid[], days date[], components uuid[], types varchar[], sources varchar[], mediums varchar[],
    accounts uuid[], counts bigint[], revenues numeric[]) returns void
    language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
begin
    insert into campaign_stats_daily as stats
        (campaign_id, day, component_id, event_type, source, medium, user_id, events, revenue)
    select * from unnest(campaigns, days, components, types, sources, mediums, accounts, counts, revenues)
    on conflict (campaign_id, day, component_id, event_type, source, medium) do update
    set events = stats.events + excluded.events, revenue = stats.revenue + excluded.revenue;
end $$;
revoke all on function add_stats from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function add_stats to aiwebbuilder_public;
