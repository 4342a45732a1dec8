-- Lifts, for whoever runs the platform, the stop of an account that nobody pressed, as often as they like. False: somebody pressed it, and it
-- stays.
create or replace function ai_lift_automatic_shutoff(account uuid, why text, at timestamptz) returns boolean
    language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
declare
    stop ai_shutoffs;
begin
    if app_actor() is null or not app_is_platform() then
        raise insufficient_privilege using message = 'only an administrator of the platform lifts it';
    end if;
    select * into stop from ai_shutoffs where lifted_at is null and user_id = account for update;
    if not stop.automatic then
        return false;
    end if;
    update ai_shutoffs set lifted_at = at, lifted_by = app_actor(), lift_reason = why where id = stop.id;
    return true;
end $$;
revoke all on function ai_lift_automatic_shutoff from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function ai_lift_automatic_shutoff to aiwebbuilder_app;
