-- Stores the conversions whose order is new and answers which these are, and in which currency their campaigns earn. The account is
-- the campaign's, whoever asks, and the public role needs no right on these tables of all accounts. The first conversion of a campaign that names a currency decides for it, for good.
create or replace function store_conversions(ids uuid[], campaigns uuid[], components uuid[], types varchar[], amounts numeric[],
    currencies varchar[], sessions varchar[], sources varchar[], mediums varchar[], events uuid[], orders varchar[], times timestamptz[],
    out stored_campaigns uuid[], out stored_events uuid[], out priced_campaigns uuid[], out priced_in varchar[])
    language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
declare
    named uuid[];
    names varchar[];
begin
    with stored as (
        insert into conversions (id, campaign_id, component_id, conversion_type, value, currency, session_id, source, medium,
            user_id, event_id, order_id, created_at)
        select s.id, s.campaign, s.component, s.type, s.amount, s.currency, s.session, s.source, s.medium, c.user_id, s.event,
            s.order_id, s.at
        from unnest(ids, store_conversions.campaigns, components, types, amounts, currencies, sessions, sources, mediums, events,
            orders, times) s (id, campaign, component, type, amount, currency, session, source, medium, event, order_id, at)
        join account_campaigns c on c.id = s.campaign
        order by s.campaign, s.order_id, s.event
        on conflict (campaign_id, order_id) where order_id is not null do nothing
        returning campaign_id, event_id, currency, created_at
    ), first as (
        select distinct on (campaign_id) campaign_id, currency from stored
        where currency is not null order by campaign_id, created_at
    )
    select (select array_agg(campaign_id) from stored), (select array_agg(event_id) from stored),
        (select array_agg(campaign_id order by campaign_id) from first), (select array_agg(currency order by campaign_id) from first)
    into stored_campaigns, stored_events, named, names;
    if named is null then
        return; -- what names no currency needs none
    end if;
    insert into campaign_currencies (campaign_id, user_id, currency)
    select n.campaign, c.user_id, n.currency
    from unnest(named, names) n (campaign, currency) join account_campaigns c on c.id = n.campaign order by n.campaign
    on conflict do nothing;
    -- A statement of its own: it sees what another transaction has decided in the meantime.
    select array_agg(k.campaign_id), array_agg(k.currency) into priced_campaigns, priced_in
    from campaign_currencies k where k.campaign_id = any(named);
end $$;
revoke all on function store_conversions from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function store_conversions to aiwebbuilder_public;
