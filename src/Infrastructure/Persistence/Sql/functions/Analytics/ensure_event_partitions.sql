-- Months of the events table. SECURITY DEFINER, because making one takes the owner of the table. The child can be read and written by no
-- runtime role: it needs no policies, and only store_events fills it.
create or replace function ensure_event_partitions(months_ahead integer) returns integer
    language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
declare
    m date;
    child text;
    made integer := 0;
begin
    if months_ahead not between 0 and 24 then
        raise exception 'months_ahead must be between 0 and 24';
    end if;
    perform pg_advisory_xact_lock(hashtext('ensure_event_partitions'));
    for m in select generate_series(date_trunc('month', now() at time zone 'utc') - interval '2 months',
        date_trunc('month', now() at time zone 'utc') + make_interval(months => months_ahead), interval '1 month')
    loop
        child := 'campaign_events_' || to_char(m, 'YYYYMM');
        if to_regclass(format('public.%I', child)) is null then
            execute format('create table %I partition of campaign_events for values from (%L) to (%L)', child,
                m::timestamp at time zone 'utc', (m + interval '1 month')::timestamp at time zone 'utc');
            execute format('revoke all on %I from public', child);
            made := made + 1;
        end if;
    end loop;
    return made;
end $$;
revoke all on function ensure_event_partitions from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function ensure_event_partitions to aiwebbuilder_app;
