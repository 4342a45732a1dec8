-- Of the objects that a sync has read to their end, what it has not seen is no longer there. Answers what it found of each sort.
create or replace function finish_contents(integration uuid, sync uuid, kinds varchar[], at timestamptz)
    returns table (new integer, changed integer, unchanged integer, removed integer)
    language sql set search_path = public, pg_catalog, pg_temp
    as $$
        with gone as (
            update platform_contents set change = 'removed', removed_at = at, changed_at = at
            where integration_id = integration and object = any (kinds) and sync_id <> sync and removed_at is null
            returning 1
        )
        select (count(*) filter (where change = 'new'))::integer, (count(*) filter (where change = 'changed'))::integer,
            (count(*) filter (where change = 'unchanged'))::integer, (select count(*) from gone)::integer
        from platform_contents where integration_id = integration and sync_id = sync;
    $$;
revoke all on function finish_contents from public;
grant execute on function finish_contents to aiwebbuilder_app;
