-- Streams of the generation hear of each event, on whichever node they are.
create or replace function notify_generation() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    perform pg_notify('generation_events', new.generation_id::text);
    return null;
end $$;
