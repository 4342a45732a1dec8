set local lock_timeout = '2s';

drop table invitation_mails;

create or replace function record_platform_event(event varchar, account uuid, of_table varchar, subject text, details jsonb) returns void
    language sql security definer set search_path = public, pg_catalog
    as $$
        insert into audit_log (user_id, actor_id, table_name, row_id, action, after, reason)
        values (account, app_actor(), of_table, subject, event, details, nullif(current_setting('app.reason', true), ''));
    $$;

create or replace function record_auth_event(event varchar, account uuid, subject text, details jsonb) returns void
    language sql security definer set search_path = public, pg_catalog
    as $$
        insert into audit_log (user_id, actor_id, table_name, row_id, action, after)
        values (account, app_actor(), 'users', subject, event, details);
    $$;

revoke select on "__EFMigrationsHistory" from aiwebbuilder_app;
