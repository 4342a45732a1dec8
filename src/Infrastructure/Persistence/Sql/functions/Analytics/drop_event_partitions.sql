-- Retention: whole months go at once, which costs no vacuum.
create or replace function drop_event_partitions(older_than interval) returns integer
    language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
declare
    child text;
    dropped integer := 0;
begin
    if older_than < interval '1 month' then
        raise exception 'events are kept for at least a month';
    end if;
    for child in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'public.campaign_events'::regclass and c.relname ~ '^campaign_events_\d{6}$'
          and to_date(right(c.relname, 6), 'YYYYMM') + interval '1 month' <= (now() at time zone 'utc') - older_than
    loop
        execute format('drop table %I', child);
        dropped := dropped + 1;
    end loop;
    delete from campaign_event_ids where received_at < now() - older_than;
    return dropped;
end $$;
revoke all on function drop_event_partitions from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function drop_event_partitions to aiwebbuilder_app;
