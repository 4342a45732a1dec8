create or replace function notify_user_sessions() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    perform pg_notify('user_sessions', '');
    return null;
end $$;
