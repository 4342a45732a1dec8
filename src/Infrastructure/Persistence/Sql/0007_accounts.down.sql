set local lock_timeout = '2s';

drop policy owner_access on app_settings;
drop policy platform_access on app_settings;
drop policy readable on app_settings;
alter table app_settings no force row level security;
alter table app_settings disable row level security;
revoke insert, update on app_settings from aiwebbuilder_app;
drop index idx_users_created_at;
drop index idx_audit_log_created_at;
drop policy platform_read on job_queue;
drop policy platform_read on audit_log;
drop policy platform_change on users;
drop policy platform_read on users;
drop function app_is_platform();
drop trigger guard_platform_admin on users;
drop function guard_platform_admin();
drop trigger end_rights on users;
drop function end_rights();
drop trigger end_acting on account_members;
drop function end_acting();
drop trigger notify_api_keys on api_keys;
drop function notify_api_keys();
drop trigger notify_user_sessions on user_sessions;
create trigger notify_user_sessions after update of revoked_at on user_sessions
    for each statement execute function notify_user_sessions();
drop function make_stale(timestamptz);

drop policy members on users;
drop policy own on users;
drop policy own on user_sessions;
drop policy tenant_isolation on users;
create policy tenant_isolation on users to aiwebbuilder_app using (id = (select app_tenant())) with check (id = (select app_tenant()));
create policy tenant_isolation on user_sessions to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
drop table erasures, billing_events, billing_accounts, usage_warnings, sign_in_throttles, recovery_codes, totp_factors,
    email_tokens, api_keys, account_invitations, account_members;
delete from audit_log where action not in ('insert', 'update', 'delete');
alter table audit_log drop constraint audit_log_action_check;
alter table audit_log alter column action type varchar(10);
alter table audit_log add constraint audit_log_action_check check (action in ('insert', 'update', 'delete'));
alter table audit_log alter column action type varchar(10);
drop function record_auth_event(varchar, uuid, text, jsonb);
create or replace function audit() returns trigger language plpgsql security definer set search_path = public, pg_catalog as $$
declare
    ignored text[] := array['views', 'clicks', 'conversions', 'revenue_generated', 'engagement_score', 'updated_at',
        'last_active_at', 'search_vector', 'downloads', 'likes'];
    secret text[] := array['password_hash', 'encrypted_credentials'];
    b jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) - ignored end;
    a jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) - ignored end;
    row_is jsonb := coalesce(a, b);
    s text;
begin
    if tg_op = 'UPDATE' and a is not distinct from b then
        return null;
    end if;
    foreach s in array secret loop
        if a -> s is distinct from b -> s then
            a := case when a ? s then jsonb_set(a, array[s], '"(changed)"') else a end;
        else
            a := a - s;
        end if;
        b := b - s;
    end loop;
    insert into audit_log (user_id, actor_id, table_name, row_id, action, before, after)
    values (
        coalesce(row_is ->> 'user_id', case when tg_table_name = 'users' then row_is ->> 'id' end)::uuid,
        nullif(current_setting('app.actor_id', true), '')::uuid,
        tg_table_name, coalesce(row_is ->> 'id', row_is ->> 'key', row_is ->> 'campaign_id'), lower(tg_op), b, a);
    return null;
end $$;
alter table audit_log drop column reason;
drop function app_actor();
alter table user_sessions drop column stale_at, drop column account_id;
alter table users drop constraint users_comp_is_whole, drop column erase_after, drop column past_due_since, drop column comped_until,
    drop column comped_tier, drop column is_platform_admin, drop column email_verified_at, drop column password_scheme;
