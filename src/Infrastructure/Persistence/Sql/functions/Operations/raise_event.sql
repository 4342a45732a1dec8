-- Published: an integration event, told once the transaction commits. Only the owner's functions may run it.
create or replace function raise_event(account uuid, event text, payload jsonb) returns void
    language sql set search_path = public, pg_catalog, pg_temp as $$
    insert into outbox_events (id, user_id, name, payload) values (gen_random_uuid(), account, event, raise_event.payload);
$$;
revoke all on function raise_event from public, aiwebbuilder_app, aiwebbuilder_public;
