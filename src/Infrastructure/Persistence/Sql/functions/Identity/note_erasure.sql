-- Adds to the receipt of the erasure that is under way.
create or replace function note_erasure(person uuid, kind text, subject text, rows bigint) returns void
    language sql set search_path = public, pg_catalog, pg_temp as $$
        update erasures set receipt = jsonb_set(
            jsonb_set(receipt, array[kind], coalesce(receipt -> kind, '{}')), array[kind, subject],
            to_jsonb(coalesce((receipt #>> array[kind, subject])::bigint, 0) + rows))
        where user_id = person and erased_at is null and rows > 0;
    $$;
revoke all on function note_erasure from public, aiwebbuilder_app, aiwebbuilder_public;
