set local lock_timeout = '2s';

drop function finish_erasure(uuid, boolean);
drop function erase_batch(uuid, integer);
drop function erase_traces(uuid, text);
drop function note_erasure(uuid, text, text, bigint);

create or replace function audit() returns trigger language plpgsql security definer set search_path = public, pg_catalog as $$
declare
    ignored text[] := array['views', 'clicks', 'conversions', 'revenue_generated', 'engagement_score', 'updated_at',
        'last_active_at', 'last_used_at', 'search_vector', 'downloads', 'likes'];
    secret text[] := array['password_hash', 'encrypted_credentials', 'secret_hash', 'token_hash'];
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
    insert into audit_log (user_id, actor_id, table_name, row_id, action, before, after, reason)
    values (
        coalesce(row_is ->> 'user_id', case when tg_table_name = 'users' then row_is ->> 'id' end)::uuid,
        nullif(current_setting('app.actor_id', true), '')::uuid,
        tg_table_name, coalesce(row_is ->> 'id', row_is ->> 'key', row_is ->> 'campaign_id', row_is ->> 'user_id'), lower(tg_op), b, a,
        nullif(current_setting('app.reason', true), ''));
    return null;
end $$;

delete from audit_log where action in ('data_exported', 'account_restored');
alter table audit_log drop constraint audit_log_action_check;
alter table audit_log add constraint audit_log_action_check check (action in ('insert', 'update', 'delete', 'sign_in', 'sign_out',
    'sign_in_failed', 'refused', 'token_reused', 'password_reset', 'email_verified', 'factor_added', 'factor_removed', 'key_used',
    'account_switched', 'erased')) not valid;
alter table audit_log validate constraint audit_log_action_check;

drop index idx_components_parent_component_id;
grant update on erasures to aiwebbuilder_app;
drop policy receipts_stay on erasures;
drop policy platform_read on erasures;
drop index idx_erasures_created_at;
drop index idx_erasures_open;
alter table erasures drop column started_at;
