-- What an account has chosen for when its own budget ends: to stop, where it has chosen nothing or where any of its caps says so.
create or replace function ai_at_limit_of(account uuid) returns text language sql stable security definer set search_path = public, pg_catalog, pg_temp
    -- stop > offline > cheaper, as it happens: where some say cheaper and some offline, the writer that is always there.
    return (select coalesce(max(at_limit collate "C"), 'stop') from ai_budgets
        where user_id = account and scope = 'account' and (account = app_tenant() or app_is_system()));
revoke all on function ai_at_limit_of from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function ai_at_limit_of to aiwebbuilder_app;
