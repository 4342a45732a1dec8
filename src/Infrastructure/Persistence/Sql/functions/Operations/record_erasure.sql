-- Published: that a person was erased stands in the log. Only the owner's functions may say so.
create or replace function record_erasure(person uuid) returns void language sql set search_path = public, pg_catalog, pg_temp as $$
    insert into audit_log (user_id, table_name, row_id, action) values (person, 'users', person::text, 'erased');
$$;
revoke all on function record_erasure from public, aiwebbuilder_app, aiwebbuilder_public;
