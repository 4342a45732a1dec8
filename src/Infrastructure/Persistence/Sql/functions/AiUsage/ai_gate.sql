-- Who starts a call holds this shared until the request has left; who stops calls or changes a cap takes it alone. So a stop binds
-- from its commit: no call that has not left by then leaves at all. Without an account: the platform's.
create or replace function ai_gate(account uuid) returns bigint language sql immutable set search_path = pg_catalog
    return hashtextextended('ai_gate:' || coalesce(account::text, 'platform'), 0);
