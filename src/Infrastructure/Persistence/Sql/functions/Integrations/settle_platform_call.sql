-- A call has been answered, or failed: its place is free again when the platform has forgotten the call, which it counted before it answered. What
-- the platform says leads: how many calls it takes, how many are left (others may use them, too), and until when it wants none; null: it does not say.
create or replace function settle_platform_call(account bytea, place integer, at timestamptz, spacing interval, calls integer, remaining integer,
    until timestamptz) returns void
    language plpgsql set search_path = public, pg_catalog, pg_temp as $$
declare
    now_free timestamptz[];
begin
    select places into now_free from platform_call_limits where subject = account for update;
    if not found then
        return;
    end if;
    if place <= cardinality(now_free) then
        now_free[place] := at + spacing;
    end if;
    if calls < cardinality(now_free) then
        now_free := now_free[1:calls];
    elsif calls > cardinality(now_free) then
        now_free := now_free || array_fill(at, array[calls - cardinality(now_free)]);
    end if;
    if remaining < (select count(*) from unnest(now_free) as slot (free) where slot.free <= at) then
        now_free := array(
            select case when counted.free <= at and counted.nth > remaining then at + spacing else counted.free end
            from (
                select slot.free, slot.n, row_number() over (partition by slot.free <= at order by slot.n) as nth
                from unnest(now_free) with ordinality as slot (free, n)
            ) counted order by counted.n);
    end if;
    update platform_call_limits
    set places = now_free, blocked_until = greatest(blocked_until, until) where subject = account;
end $$;
revoke all on function settle_platform_call from public;
grant execute on function settle_platform_call to aiwebbuilder_app;
