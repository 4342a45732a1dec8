set local lock_timeout = '2s';

create or replace function add_campaign_totals(campaign uuid, v integer, c integer, r numeric) returns void
    language sql security definer set search_path = public, pg_catalog
    as $$
        update campaigns set views = views + v, conversions = conversions + c, revenue_generated = revenue_generated + r
        where id = campaign;
    $$;
create or replace function add_component_totals(component uuid, campaign uuid, v integer, k integer, c integer) returns void
    language sql security definer set search_path = public, pg_catalog
    as $$
        update campaign_components set views = views + v, clicks = clicks + k, conversions = conversions + c,
            engagement_score = least(999.99, round(100.0 * (clicks + k + conversions + c) / greatest(views + v, 1), 2))
        where id = component and campaign_id = campaign;
    $$;
drop function lock_components(uuid[]), lock_live_campaigns(uuid[]);
drop table analytics_maintenance, form_submissions, campaign_currencies, campaign_audience_daily, visitor_salts;
alter table campaign_stats_daily alter column revenue type decimal(12,2) using least(9999999999.99, revenue);
alter table campaign_events drop column visitor, drop column device, drop column page;
