-- Published: totals are the sums of what came in; the public role adds to them through this alone. They stop at the end of their types' range: a flood
-- must not make the campaign uncountable.
create or replace function add_component_totals(component uuid, campaign uuid, v integer, k integer, c integer) returns void
    language sql security definer set search_path = public, pg_catalog, pg_temp
    as $$
        update campaign_components set views = least(2147483647, views::bigint + v),
            clicks = least(2147483647, clicks::bigint + k), conversions = least(2147483647, conversions::bigint + c),
            engagement_score = least(999.99,
                round(100.0 * (clicks::bigint + k + conversions + c) / greatest(views::bigint + v, 1), 2))
        where id = component and campaign_id = campaign;
    $$;
revoke all on function add_component_totals from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function add_component_totals to aiwebbuilder_public;
