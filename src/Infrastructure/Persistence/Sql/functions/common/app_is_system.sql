-- Whether background work or sign-in may cross accounts. It holds for one transaction.
create or replace function app_is_system() returns boolean language sql stable parallel safe set search_path = pg_catalog
    return coalesce(current_setting('app.scope', true), '') = 'system';
