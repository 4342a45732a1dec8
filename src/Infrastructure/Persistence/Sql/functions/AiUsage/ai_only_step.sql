-- The step that a call was asked for; null when there are several, or none.
create or replace function ai_only_step(call uuid) returns uuid
    language sql stable security definer set search_path = public, pg_catalog, pg_temp as $$
    select (array_agg(step_id))[1] from ai_call_steps where call_id = call having count(*) = 1;
$$;
revoke all on function ai_only_step from public, aiwebbuilder_app, aiwebbuilder_public;
