-- Whose address a message came to, before anybody knows who sent it. Only what acts for no account yet may ask; credentials come sealed.
create or replace function find_webhook_target(integration uuid) returns table (account uuid, platform varchar, box text)
    language sql stable security definer set search_path = public, pg_catalog, pg_temp as $$
        select user_id, platform_type, encrypted_credentials from platform_integrations where id = integration and app_is_system();
    $$;
revoke all on function find_webhook_target from public;
grant execute on function find_webhook_target to aiwebbuilder_app;
