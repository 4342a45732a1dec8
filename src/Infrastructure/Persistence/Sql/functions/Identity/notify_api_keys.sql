create or replace function notify_api_keys() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    perform pg_notify('api_keys', '');
    return null;
end $$;
