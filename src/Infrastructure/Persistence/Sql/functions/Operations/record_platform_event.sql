-- Published: what no trigger tells of an administrator's doings, whose unit of work says that it is one. SECURITY DEFINER, as the runtime roles may not
-- write the log themselves; who acts and why is the transaction's.
create or replace function record_platform_event(event varchar, account uuid, of_table varchar, subject text, details jsonb) returns void
    language plpgsql security definer set search_path = public, pg_catalog, pg_temp
    as $$
begin
    if not app_is_platform() then
        raise exception 'only an administrator of the platform does this' using errcode = 'insufficient_privilege';
    end if;
    insert into audit_log (user_id, actor_id, table_name, row_id, action, after, reason)
    values (account, app_actor(), of_table, subject, event, details, nullif(current_setting('app.reason', true), ''));
end $$;
revoke all on function record_platform_event from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function record_platform_event to aiwebbuilder_app;
