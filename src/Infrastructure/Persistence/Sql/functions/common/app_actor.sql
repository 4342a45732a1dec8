-- The person who acts, for whichever account. It holds for one transaction.
create or replace function app_actor() returns uuid language sql stable parallel safe set search_path = pg_catalog
    return nullif(current_setting('app.actor_id', true), '')::uuid;
