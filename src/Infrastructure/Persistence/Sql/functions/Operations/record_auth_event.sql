-- Published: what no row's change tells. SECURITY DEFINER, as the runtime roles may not write the log themselves; who acts is the transaction's. An
-- account writes into its own log, and a person into their own; where nobody is signed in yet, what can happen there and nothing else.
create or replace function record_auth_event(event varchar, account uuid, subject text, details jsonb) returns void
    language plpgsql security definer set search_path = public, pg_catalog, pg_temp
    as $$
begin
    if not (case when app_is_system()
        then event in ('sign_in', 'sign_in_failed', 'sign_out', 'token_reused', 'password_reset', 'email_verified', 'factor_removed',
            'key_used', 'account_switched', 'account_restored')
        else coalesce(account = app_tenant() or account = app_actor(), false)
    end) then
        raise exception 'no % in the log of this account', event using errcode = 'insufficient_privilege';
    end if;
    insert into audit_log (user_id, actor_id, table_name, row_id, action, after)
    values (account, app_actor(), 'users', subject, event, details);
end $$;
revoke all on function record_auth_event from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function record_auth_event to aiwebbuilder_app;
