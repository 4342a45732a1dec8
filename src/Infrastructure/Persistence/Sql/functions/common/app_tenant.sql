-- The account acted for. It holds for one transaction.
create or replace function app_tenant() returns uuid language sql stable parallel safe set search_path = pg_catalog
    return nullif(current_setting('app.user_id', true), '')::uuid;
