-- One cap of the subject, or those of all periods. Nobody reserves in the meantime: a call holds from each of the caps that it has
-- found, or from none.
create or replace function ai_drop_budget(account uuid, of_scope text, subject uuid, of_period text default null) returns boolean
    language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
begin
    if account is null then
        if not app_is_platform() then
            raise insufficient_privilege;
        end if;
    else
        perform ai_require_account(account);
    end if;
    perform pg_advisory_xact_lock(ai_gate(account));
    delete from ai_budgets where user_id is not distinct from account and scope = of_scope and subject_id is not distinct from subject
        and (of_period is null or period = of_period);
    return found;
end $$;
revoke all on function ai_drop_budget from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function ai_drop_budget to aiwebbuilder_app;
