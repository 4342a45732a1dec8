-- Published: writes each change of a row into the log. SECURITY DEFINER, as the runtime roles may not write it themselves. Silent about an account that
-- is being erased: the row before would write down once more what goes, and the receipt counts it.
--
-- Of a secret the log says that it was changed: a sealed key there would be a copy of it. Of an upload it says that it was there and what it
-- was, never its bytes. Counters move with every visitor and are no change.
create or replace function audit() returns trigger language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
declare
    ignored text[] := array['views', 'clicks', 'conversions', 'revenue_generated', 'engagement_score', 'updated_at',
        'last_active_at', 'last_used_at', 'search_vector', 'downloads', 'likes'];
    secret text[] := array['password_hash', 'encrypted_credentials', 'secret_hash', 'token_hash', 'sealed_secret'] || case when tg_table_name = 'uploads' then array['content', 'sha256'] else '{}'::text[] end;
    b jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) - ignored end;
    a jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) - ignored end;
    row_is jsonb := coalesce(a, b);
    account uuid := coalesce(row_is ->> 'user_id', case when tg_table_name = 'users' then row_is ->> 'id' end)::uuid;
    s text;
begin
    if tg_op = 'UPDATE' and a is not distinct from b
        or exists (select from erasures_under_way e where e.user_id = account) then
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
    values (account, app_actor(), tg_table_name,
        coalesce(row_is ->> 'id', row_is ->> 'key', row_is ->> 'campaign_id', row_is ->> 'user_id'), lower(tg_op), b, a,
        nullif(current_setting('app.reason', true), ''));
    return null;
end $$;
