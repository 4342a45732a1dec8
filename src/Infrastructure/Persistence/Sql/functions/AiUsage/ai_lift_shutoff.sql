-- Lifts a stop. Of those that nobody pressed an account lifts two in 24 hours; the next one stays until the time that is returned.
-- Null: it is lifted, or there was none.
create or replace function ai_lift_shutoff(account uuid, why text, at timestamptz) returns timestamptz
    language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
declare
    stop ai_shutoffs;
    until timestamptz;
begin
    if app_actor() is null then
        raise insufficient_privilege using message = 'only a person lifts a stop';
    end if;
    if account is null then
        if not app_is_platform() then
            raise insufficient_privilege;
        end if;
    else
        perform ai_require_account(account);
    end if;
    select * into stop from ai_shutoffs where lifted_at is null and user_id is not distinct from account for update;
    if stop.automatic then
        until := (select lifted_at + interval '1 day' from ai_shutoffs
            where user_id = account and automatic and lifted_at > at - interval '1 day' order by lifted_at desc offset 1 limit 1);
        if until is not null then
            return until;
        end if;
    end if;
    update ai_shutoffs set lifted_at = at, lifted_by = app_actor(), lift_reason = why where id = stop.id;
    return null;
end $$;
revoke all on function ai_lift_shutoff from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function ai_lift_shutoff to aiwebbuilder_app;
