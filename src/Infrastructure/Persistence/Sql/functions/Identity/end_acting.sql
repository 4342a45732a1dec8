-- Rights that are withdrawn end what was made under them, whoever withdraws them and on whichever road: tokens by `stale_at`, which
-- every node hears of, keys by their revocation.
create or replace function end_acting() returns trigger language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
begin
    update user_sessions set stale_at = make_stale(stale_at), account_id = case when tg_op = 'UPDATE' then account_id end
    where user_id = old.member_id and account_id = old.user_id and revoked_at is null;
    if tg_op = 'DELETE' then
        -- Whoever made a key knows it.
        update api_keys set revoked_at = clock_timestamp()
        where user_id = old.user_id and created_by = old.member_id and revoked_at is null;
    end if;
    perform pg_notify('api_keys', '');
    return null;
end $$;
