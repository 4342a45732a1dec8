-- The end of it: what came in meanwhile, and the person's own row. Answers whether it was this call that did it.
create or replace function finish_erasure(person uuid, told boolean) returns boolean
    language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
begin
    perform from users where id = person and not is_active and erase_after <= now() for update;
    if not found or not app_is_system() then
        return false;
    end if;
    perform record_erasure(person);
    while erase_batch(person, 5000) loop
    end loop;
    delete from users where id = person;
    perform note_erasure(person, 'erased', 'users', 1);
    update erasures set erased_at = clock_timestamp(), receipt = receipt || jsonb_build_object('told', told)
    where user_id = person and erased_at is null;
    return true;
end $$;
revoke all on function finish_erasure from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function finish_erasure to aiwebbuilder_app;
