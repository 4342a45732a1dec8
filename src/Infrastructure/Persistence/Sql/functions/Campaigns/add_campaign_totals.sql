-- Published: totals are the sums of what came in; the public role adds to them through this alone. They stop at the end of their types' range: a flood
-- must not make the campaign uncountable.
create or replace function add_campaign_totals(campaign uuid, v integer, c integer, r numeric) returns void
    language sql security definer set search_path = public, pg_catalog, pg_temp
    as $$
        update campaigns set views = least(2147483647, views::bigint + v),
            conversions = least(2147483647, conversions::bigint + c),
            revenue_generated = least(9999999999.99, revenue_generated + r)
        where id = campaign;
    $$;
revoke all on function add_campaign_totals from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function add_campaign_totals to aiwebbuilder_public;
