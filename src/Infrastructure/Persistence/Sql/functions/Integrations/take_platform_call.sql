-- Takes one of an account's calls, or says when the next will be there. The row is locked: takers of all nodes come one after the other, each sees
-- what those before it have taken, and no place goes to two of them. A call that never settles gives its place back when its lease is over.
create or replace function take_platform_call(account bytea, at timestamptz, calls integer, lease interval,
    out place integer, out free_at timestamptz)
    language plpgsql set search_path = public, pg_catalog, pg_temp as $$
declare
    first integer;
begin
    insert into platform_call_limits (subject, places) values (account, array_fill('-infinity'::timestamptz, array[calls]))
    on conflict do nothing;
    perform from platform_call_limits where subject = account for update;
    select slot.n, greatest(slot.free, bucket.blocked_until) into first, free_at
    from platform_call_limits bucket cross join unnest(bucket.places) with ordinality as slot (free, n)
    where bucket.subject = account order by slot.free, slot.n limit 1;
    if free_at <= at then
        place := first;
        update platform_call_limits set places[first] = at + lease where subject = account;
    end if;
end $$;
revoke all on function take_platform_call from public;
grant execute on function take_platform_call to aiwebbuilder_app;
