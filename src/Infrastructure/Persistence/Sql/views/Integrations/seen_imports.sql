-- Imports, with what their platform has done since with what was imported, by the last sync.
create or replace view seen_imports with (security_invoker = true) as
select i.id, i.user_id, i.kind, i.source, i.integration_id, i.is_rehearsal, i.status, i.job_id, i.pages, i.totals, i.campaign_id,
    i.error_message, i.created_at, i.completed_at, i.updates_id, i.kept,
    coalesce((
        select jsonb_object_agg(
            c.id,
            case when p.id is null or p.change = 'removed' then 'removed' when p.hash <> c.hash then 'changed' else 'unchanged' end
        )
        from jsonb_to_recordset(i.contents) as c (id uuid, hash text)
        left join platform_contents p on p.user_id = i.user_id and p.integration_id = i.integration_id and p.id = c.id
        where i.integration_id is not null
    ), '{}')::text as changes
from imports i;
grant select on seen_imports to aiwebbuilder_app;
