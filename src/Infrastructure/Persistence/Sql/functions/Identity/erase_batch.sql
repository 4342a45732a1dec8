-- Erases up to `most` rows of a person whose time has come, as the modules declare it (erasure_order), and answers whether there may be more.
-- Each batch is a transaction of its own that counts what it took: whoever is stopped goes on where it stopped. SECURITY DEFINER, as the
-- runtime roles may delete neither what is written once nor the log; nobody else's rows are in reach, and no signed-in request's.
create or replace function erase_batch(person uuid, most integer) returns boolean
    language plpgsql security definer set search_path = public, pg_catalog, pg_temp set jit = off as $$
declare
    address text;
    step record;
    key text;
    kept jsonb := '{}';
    n bigint;
begin
    if not app_is_system() or most < 1 then
        raise insufficient_privilege using message = 'erasure is the background''s work';
    end if;
    select lower(email) into address from users where id = person and not is_active and erase_after <= now() for update;
    if not found then
        return false;
    end if;

    if not exists (select from erasures_under_way where user_id = person) then
        insert into erasures (user_id, requested_at) values (person, now())
        on conflict (user_id) where erased_at is null do nothing;
        for step in select * from erasure_order where action = 'KeepSums' loop
            execute format('select jsonb_build_object($2, %s)', step.rows) into kept using person, step.name;
            update erasures set receipt = receipt || kept where user_id = person and erased_at is null;
        end loop;
        update erasures set started_at = clock_timestamp() where user_id = person and erased_at is null;
        -- From here on it cannot be undone: this has the form of a hash, and no password fits.
        update users set password_hash = '$2a$12$' || repeat('.', 53), settings = '{}', avatar_url = null where id = person;
    end if;

    for step in
        select * from erasure_order where action in ('Delete', 'DeleteTraces', 'Anonymise')
        order by array_position(array['Delete', 'DeleteTraces', 'Anonymise'], action), depth, erasure_order.n
    loop
        -- Rows of a partitioned table have no ctid of their own: they are told apart by the primary key.
        select case c.relkind when 'p' then (select string_agg(quote_ident(a.attname), ', ') from pg_index i
                join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey) where i.indrelid = c.oid and i.indisprimary)
            end into key
        from pg_class c where c.oid = step.table_name::regclass;
        execute format(case step.action when 'Anonymise' then 'update %1$I set %4$s' else 'delete from %1$I' end
            || case when key is null then ' where ctid = any(array(select ctid from %1$I where %3$s limit $3))'
                else ' where (%2$s) in (select %2$s from %1$I where %3$s limit $3)' end,
            step.table_name, key, step.rows, step.assignments)
            using person, address, most;
        get diagnostics n = row_count;
        if n > 0 then
            perform note_erasure(person, case step.action when 'Anonymise' then 'anonymised' else 'erased' end, step.table_name, n);
            return true;
        end if;
    end loop;

    kept := '{}';
    for step in select * from erasure_order where action in ('Keep', 'KeepSums', 'KeptElsewhere') loop
        n := null;
        if step.action = 'Keep' then
            execute format('select count(*) from %I where %s', step.table_name, step.rows) into n using person, address;
        else
            select case step.action when 'KeepSums' then jsonb_array_length(e.receipt -> step.name)
                else case when e.receipt -> 'erased' ? step.table_name then 0 end end into n
            from erasures e where e.user_id = person and e.erased_at is null;
        end if;
        if n is not null then
            kept := kept || jsonb_build_object(step.name, jsonb_build_object('rows', n, 'why', step.because));
        end if;
    end loop;
    update erasures set receipt = receipt || jsonb_build_object('retained', kept) where user_id = person and erased_at is null;
    return false;
end $$;
revoke all on function erase_batch from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function erase_batch to aiwebbuilder_app;
