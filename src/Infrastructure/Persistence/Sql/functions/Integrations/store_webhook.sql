-- Stores a message that has been proved, for the connection to whose address it came, or for those that a verification has proved to be of the place,
-- or of the company, that it names. One that is there already is not stored again, and whoever stores it at the same moment is waited for.
create or replace function store_webhook(platform varchar, integration uuid, place varchar, company varchar, external varchar, kind varchar,
    sent timestamptz, at timestamptz) returns table (account uuid, webhook uuid)
    language sql security definer set search_path = public, pg_catalog, pg_temp as $$
        with target as (
            select i.user_id, i.id from platform_integrations i
            where i.platform_type = store_webhook.platform and app_is_system() and (i.id = store_webhook.integration
                or store_webhook.integration is null and i.connection_status = 'connected'
                    and case when place is not null then i.platform_metadata ->> 'locationId' = place
                        else i.platform_metadata ->> 'companyId' = company end)
        ), stored as (
            insert into platform_webhooks as w (user_id, integration_id, external_id, kind, sent_at, created_at)
            select t.user_id, t.id, store_webhook.external, store_webhook.kind, store_webhook.sent, store_webhook.at from target t
            on conflict (integration_id, external_id) do nothing
            returning w.integration_id, w.id
        )
        select t.user_id, s.id from target t left join stored s on s.integration_id = t.id;
    $$;
revoke all on function store_webhook from public;
grant execute on function store_webhook to aiwebbuilder_app;
