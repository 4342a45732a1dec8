-- A call that goes with its account gives back what it holds of the platform's caps.
create or replace function release_holds() returns trigger language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
begin
    if old.ended_at is null then
        update ai_budget_periods p set reserved_nano_usd = p.reserved_nano_usd - h.amount_nano_usd
        from ai_holds h where h.call_id = old.id and h.user_id is null and h.actual_nano_usd is null
            and p.budget_id = h.budget_id and p.period_start = h.period_start;
        update ai_holds set actual_nano_usd = 0 where call_id = old.id and user_id is null and actual_nano_usd is null;
    end if;
    return null;
end $$;
revoke all on function release_holds from public, aiwebbuilder_app, aiwebbuilder_public;
