-- The stops that bind this account now, its own and the platform's.
create or replace function ai_shutoffs_of(account uuid) returns setof ai_shutoffs
    language sql  stable security definer set search_path = public, pg_catalog, pg_temp as $$
        select * from ai_shutoffs where lifted_at is null and (user_id is null
            or user_id = account and (account = app_tenant() or app_is_system())) order by user_id nulls first;
    $$;
revoke all on function ai_shutoffs_of from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function ai_shutoffs_of to aiwebbuilder_app;
