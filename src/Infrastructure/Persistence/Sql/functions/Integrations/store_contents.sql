-- Keeps a page of what a sync has read, and says of each what it is against the sync before. A page that is read twice, since a worker was killed
-- before it had kept where to go on, is what it was the first time.
create or replace function store_contents(account uuid, integration uuid, sync uuid, kind varchar, items jsonb, at timestamptz) returns void
    language sql set search_path = public, pg_catalog, pg_temp
    as $$
        insert into platform_contents as c (id, user_id, integration_id, object, external_id, title, url, status, modified_at, hash, data,
            change, sync_id, first_seen_at, last_seen_at, changed_at)
        select i.id, account, integration, kind, i.external_id, i.title, i.url, i.status, i.modified_at, i.hash, i.data, 'new', sync, at, at, at
        from jsonb_to_recordset(items) as i (id uuid, external_id text, title text, url text, status text, modified_at timestamptz,
            hash text, data jsonb)
        on conflict (integration_id, object, external_id) do update set
            title = excluded.title, url = excluded.url, status = excluded.status, modified_at = excluded.modified_at, hash = excluded.hash,
            data = excluded.data, sync_id = excluded.sync_id, last_seen_at = excluded.last_seen_at, removed_at = null,
            change = case
                when c.sync_id = excluded.sync_id and (c.change <> 'unchanged' or c.hash = excluded.hash) then c.change
                when c.hash <> excluded.hash or c.removed_at is not null then 'changed'
                else 'unchanged' end,
            changed_at = case when c.hash <> excluded.hash or c.removed_at is not null then excluded.changed_at else c.changed_at end;
    $$;
revoke all on function store_contents from public;
grant execute on function store_contents to aiwebbuilder_app;
