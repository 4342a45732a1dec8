-- Whether an administrator of the platform acts. What they reach: persons, settings, the log and the queue, in a scope of their own that
-- opens no key and no factor.
create or replace function app_is_platform() returns boolean language sql stable parallel safe set search_path = pg_catalog
    return coalesce(current_setting('app.scope', true), '') = 'platform';
