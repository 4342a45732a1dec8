-- Rights that are withdrawn end what was made under them, whoever withdraws them and on whichever road. An operator who closes an account in
-- SQL ends the sessions of its owner too, as they end where the owner closes it.
create or replace function end_rights() returns trigger language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
begin
    if new.is_platform_admin is distinct from old.is_platform_admin then
        update user_sessions set stale_at = make_stale(stale_at) where user_id = new.id and revoked_at is null;
    end if;
    if old.is_active and not new.is_active then
        update user_sessions set revoked_at = clock_timestamp() where user_id = new.id and revoked_at is null;
        update user_sessions set stale_at = make_stale(stale_at), account_id = null where account_id = new.id and revoked_at is null;
        perform pg_notify('api_keys', '');
    end if;
    return null;
end $$;
