-- The caps that a call must pass, in the one order in which everybody locks them; the platform's, which all share, last.
create or replace function ai_budgets_of(account uuid, member uuid, campaign uuid, on_platform boolean) returns setof ai_budgets
    language sql stable security definer set search_path = public, pg_catalog, pg_temp
    as $$
        select * from ai_budgets
        where user_id = account and (scope = 'account' or scope = 'member' and subject_id = member
                or scope = 'campaign' and subject_id = campaign)
           or user_id is null and on_platform
        order by user_id is null, id;
    $$;
revoke all on function ai_budgets_of from public, aiwebbuilder_app, aiwebbuilder_public;
