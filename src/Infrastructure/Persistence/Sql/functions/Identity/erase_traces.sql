-- What is left of a person who has none but small tables any more: their traces in what belongs to others, whose rows stay.
create or replace function erase_traces(person uuid, address text) returns void
    language plpgsql set search_path = public, pg_catalog as $$
declare
    n bigint;
begin
    -- Answers that are kept for a repetition hold the address that was invited.
    delete from idempotency_keys k using account_invitations i
    where k.user_id = i.user_id and k.operation = 'inviteMember' and lower(i.email) = address;
    get diagnostics n = row_count;
    perform note_erasure(person, 'erased', 'idempotency_keys', n);

    delete from account_invitations where lower(email) = address;
    get diagnostics n = row_count;
    perform note_erasure(person, 'erased', 'account_invitations', n);

    delete from account_members where member_id = person;
    get diagnostics n = row_count;
    perform note_erasure(person, 'erased', 'account_members', n);

    delete from api_keys where created_by = person;
    get diagnostics n = row_count;
    perform note_erasure(person, 'erased', 'api_keys', n);

    delete from job_queue where user_id is null and payload ->> 'userId' = person::text and job_type <> 'identity.erase';
    get diagnostics n = row_count;
    perform note_erasure(person, 'erased', 'job_queue', n);

    -- Last, as the deletions above have written what they took.
    update audit_log set before = jsonb_set(before, '{email}', 'null', false), after = jsonb_set(after, '{email}', 'null', false)
    where table_name = 'account_invitations' and address in (lower(before ->> 'email'), lower(after ->> 'email'));
    get diagnostics n = row_count;
    perform note_erasure(person, 'anonymised', 'audit_log', n);

    update audit_log set before = jsonb_set(before, '{name}', 'null', false), after = jsonb_set(after, '{name}', 'null', false)
    where table_name = 'api_keys' and person::text in (before ->> 'created_by', after ->> 'created_by')
        and (before ->> 'name' is not null or after ->> 'name' is not null);
    get diagnostics n = row_count;
    perform note_erasure(person, 'anonymised', 'audit_log', n);
end $$;
revoke all on function erase_traces from public, aiwebbuilder_app, aiwebbuilder_public;
