-- Rows come in the order of their keys: all writers lock the same rows in the same order.
create or replace function add_audience(campaigns uuid[], days date[], types varchar[], countries varchar[], devices varchar[],
    accounts uuid[], counts bigint[], revenues numeric[]) returns void
    language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
begin
    insert into campaign_audience_daily as audience
        (campaign_id, day, event_type, country, device, user_id, events, revenue)
    select * from unnest(campaigns, days, types, countries, devices, accounts, counts, revenues)
    on conflict (campaign_id, day, event_type, country, device) do update
    set events = audience.events + excluded.events, revenue = audience.revenue + excluded.revenue;
end $$;
revoke all on function add_audience from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function add_audience to aiwebbuilder_public;
