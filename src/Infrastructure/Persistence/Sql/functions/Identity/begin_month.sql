-- Storage is what is there, not what came in a month: a month begins with what the last one ended with. The current figure is the one
-- in the account's latest month.
create or replace function begin_month() returns trigger language plpgsql set search_path = public, pg_catalog, pg_temp as $$
begin
    -- Statements that only count on come here as well.
    if not exists (select from user_usage where user_id = new.user_id and month = new.month) then
        -- Locked: what is counted at this moment is counted in this month or in the next, not between them.
        select coalesce(storage_bytes_used, 0) into new.storage_bytes_used from user_usage
        where user_id = new.user_id and month < new.month order by month desc limit 1 for update;
        new.storage_bytes_used := coalesce(new.storage_bytes_used, 0);
    end if;
    return new;
end $$;
