create or replace function notify_outbox() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    perform pg_notify('outbox', '');
    return null;
end $$;
