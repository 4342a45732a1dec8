-- Published: adds to the storage of the account's latest month, which is the current figure: see begin_month.
create or replace function count_storage() returns trigger language plpgsql set search_path = public, pg_catalog, pg_temp as $$
declare
    account uuid := case when tg_op = 'INSERT' then new.user_id else old.user_id end;
    difference bigint := case when tg_op = 'INSERT' then new.bytes else -old.bytes end;
begin
    if tg_op = 'INSERT' then
        insert into user_usage (user_id, month) values (account, date_trunc('month', new.created_at at time zone 'utc')::date)
        on conflict do nothing;
    end if;
    -- Waits for a month that begins at this moment; the next statement sees it.
    perform from user_usage where user_id = account order by month desc limit 1 for update;
    update user_usage set storage_bytes_used = greatest(storage_bytes_used + difference, 0)
    where user_id = account and month = (select max(month) from user_usage where user_id = account);
    return null;
end $$;
