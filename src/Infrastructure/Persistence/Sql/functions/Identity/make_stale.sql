-- The time from which access tokens count again. It always moves on, so that no token made before counts as made after.
create or replace function make_stale(stale timestamptz) returns timestamptz language sql volatile set search_path = pg_catalog
    return greatest(clock_timestamp(), stale + interval '1 microsecond');
