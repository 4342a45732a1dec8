create or replace function notify_job() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    perform pg_notify('job_queue', '');
    return null;
end $$;
