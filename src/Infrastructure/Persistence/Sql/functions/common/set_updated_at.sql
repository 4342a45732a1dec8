-- Counters move with every visitor: they neither count as an edit (ETags) nor belong in the audit log.
create or replace function set_updated_at() returns trigger language plpgsql set search_path = pg_catalog as $$
declare
    ignored text[] := array['views', 'clicks', 'conversions', 'revenue_generated', 'engagement_score', 'updated_at',
        'last_active_at', 'search_vector'];
begin
    if (to_jsonb(new) - ignored) is distinct from (to_jsonb(old) - ignored) then
        -- The clock, not the transaction: two changes in a row never share an ETag.
        new.updated_at := clock_timestamp();
    else
        new.updated_at := old.updated_at;
    end if;
    return new;
end $$;
