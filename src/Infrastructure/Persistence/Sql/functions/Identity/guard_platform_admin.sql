-- Administrators of the platform are made on the command line, as the database's owner: whoever takes over the server makes none.
create or replace function guard_platform_admin() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    if new.is_platform_admin and current_user = 'aiwebbuilder_app' then
        if tg_op = 'UPDATE' then
            if old.is_platform_admin then
                return new;
            end if;
        end if;
        raise insufficient_privilege using message = 'administrators of the platform are made on the command line';
    end if;
    return new;
end $$;
