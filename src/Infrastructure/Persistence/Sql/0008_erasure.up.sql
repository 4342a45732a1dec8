-- A person is forgotten in batches, each a transaction of its own that counts what it took: whoever is stopped goes on where it stopped.

set local lock_timeout = '2s';

alter table erasures add column started_at timestamptz;
-- One wish at a time; and what the audit log asks at each of its rows.
create unique index idx_erasures_open on erasures (user_id) where erased_at is null;
create index idx_erasures_created_at on erasures (created_at desc, id desc);
create policy platform_read on erasures for select to aiwebbuilder_app using ((select app_is_platform()));
-- A wish can be taken back; a receipt stays as the functions below wrote it.
create policy receipts_stay on erasures as restrictive for delete to aiwebbuilder_app using (started_at is null);
revoke update on erasures from aiwebbuilder_app;

-- Each component that goes asks for those that were made from it.
create index idx_components_parent_component_id on campaign_components (parent_component_id) where parent_component_id is not null;

alter table audit_log drop constraint audit_log_action_check;
alter table audit_log add constraint audit_log_action_check check (action in ('insert', 'update', 'delete', 'sign_in', 'sign_out',
    'sign_in_failed', 'refused', 'token_reused', 'password_reset', 'email_verified', 'factor_added', 'factor_removed', 'key_used',
    'account_switched', 'erased', 'data_exported', 'account_restored')) not valid;
alter table audit_log validate constraint audit_log_action_check;

-- As before, but silent about an account that is being erased: the row before would write down once more what goes. The receipt counts it.
create or replace function audit() returns trigger language plpgsql security definer set search_path = public, pg_catalog as $$
declare
    ignored text[] := array['views', 'clicks', 'conversions', 'revenue_generated', 'engagement_score', 'updated_at',
        'last_active_at', 'last_used_at', 'search_vector', 'downloads', 'likes'];
    secret text[] := array['password_hash', 'encrypted_credentials', 'secret_hash', 'token_hash'];
    b jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) - ignored end;
    a jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) - ignored end;
    row_is jsonb := coalesce(a, b);
    account uuid := coalesce(row_is ->> 'user_id', case when tg_table_name = 'users' then row_is ->> 'id' end)::uuid;
    s text;
begin
    if tg_op = 'UPDATE' and a is not distinct from b
        or exists (select from erasures e where e.user_id = account and e.erased_at is null and e.started_at is not null) then
        return null;
    end if;
    foreach s in array secret loop
        if a -> s is distinct from b -> s then
            a := case when a ? s then jsonb_set(a, array[s], '"(changed)"') else a end;
        else
            a := a - s;
        end if;
        b := b - s;
    end loop;
    insert into audit_log (user_id, actor_id, table_name, row_id, action, before, after, reason)
    values (account, app_actor(), tg_table_name,
        coalesce(row_is ->> 'id', row_is ->> 'key', row_is ->> 'campaign_id', row_is ->> 'user_id'), lower(tg_op), b, a,
        nullif(current_setting('app.reason', true), ''));
    return null;
end $$;

-- Adds to the receipt of the erasure that is under way.
create function note_erasure(person uuid, kind text, subject text, rows bigint) returns void
    language sql set search_path = public, pg_catalog as $$
        update erasures set receipt = jsonb_set(
            jsonb_set(receipt, array[kind], coalesce(receipt -> kind, '{}')), array[kind, subject],
            to_jsonb(coalesce((receipt #>> array[kind, subject])::bigint, 0) + rows))
        where user_id = person and erased_at is null and rows > 0;
    $$;
revoke all on function note_erasure(uuid, text, text, bigint) from public;

-- What is left of a person who has none but small tables any more: their traces in what belongs to others, whose rows stay.
create function erase_traces(person uuid, address text) returns void
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
revoke all on function erase_traces(uuid, text) from public;

-- Erases up to `most` rows of a person whose time has come, and answers whether there may be more. SECURITY DEFINER, as the runtime roles
-- may delete neither what is written once nor the log; nobody else's rows are in reach, and no signed-in request's.
create function erase_batch(person uuid, most integer) returns boolean
    language plpgsql security definer set search_path = public, pg_catalog as $$
declare
    mine constant text := 'user_id = $1';
    of_campaigns constant text := 'campaign_id in (select id from campaigns where user_id = $1)';
    of_generations constant text := 'generation_id in (select id from ai_generations where user_id = $1)';
    -- Children before their parents, so that nothing goes uncounted; each found by an index.
    steps constant text[][] := array[
        ['campaign_event_ids', of_campaigns],
        ['campaign_visitors_daily', of_campaigns],
        ['campaign_stats_daily', of_campaigns],
        ['campaign_audience_daily', of_campaigns],
        ['campaign_currencies', of_campaigns],
        ['conversions', of_campaigns],
        ['form_submissions', of_campaigns],
        ['published_pages', of_campaigns],
        ['publications', of_campaigns],
        ['ai_ledger', mine],
        ['ai_cost_tracking', mine],
        ['generation_events', of_generations],
        ['generation_steps', of_generations],
        ['ai_generations', mine],
        ['component_versions', 'component_id in (select k.id from campaign_components k join campaigns c on c.id = k.campaign_id
            where c.user_id = $1)'],
        ['campaign_components', of_campaigns],
        ['campaigns', mine],
        ['component_library', mine],
        ['platform_analyses', 'integration_id in (select id from platform_integrations where user_id = $1)'],
        ['platform_integrations', mine],
        ['job_queue', mine],
        ['idempotency_keys', mine],
        ['inbox_events', 'event_id in (select id from outbox_events where user_id = $1)'],
        ['outbox_events', mine],
        ['user_usage', mine],
        ['usage_warnings', mine],
        ['billing_accounts', mine],
        ['api_keys', mine],
        ['account_invitations', mine],
        ['account_members', mine],
        ['email_tokens', mine],
        ['recovery_codes', mine],
        ['totp_factors', mine],
        ['user_sessions', mine]];
    step text[];
    address text;
    n bigint;
begin
    if not app_is_system() or most < 1 then
        raise insufficient_privilege using message = 'erasure is the background''s work';
    end if;
    select lower(email) into address from users where id = person and not is_active and erase_after <= now() for update;
    if not found then
        return false;
    end if;

    if not exists (select from erasures where user_id = person and erased_at is null and started_at is not null) then
        insert into erasures (user_id, requested_at) values (person, now())
        on conflict (user_id) where erased_at is null do nothing;
        update erasures set started_at = clock_timestamp(), receipt = jsonb_build_object('spent', coalesce((
            select jsonb_agg(to_jsonb(s) order by s.month, s.provider, s.model) from (
                select to_char(l.created_at at time zone 'utc', 'YYYY-MM') as month, p.provider, p.model,
                    sum(l.input_tokens) as input_tokens, sum(l.output_tokens) as output_tokens, sum(l.amount_nano_usd) as nano_usd
                from ai_ledger l join ai_model_prices p on p.id = l.price_id
                where l.user_id = person and l.entry = 'settled' group by 1, 2, 3) s), '[]'))
        where user_id = person and erased_at is null;
        -- From here on it cannot be undone: this has the form of a hash, and no password fits.
        update users set password_hash = '$2a$12$' || repeat('.', 53), settings = '{}', avatar_url = null where id = person;
    end if;

    -- Rows of a partitioned table have no ctid of their own.
    delete from campaign_events e using (
        select s.id, s.created_at from campaign_events s
        where s.campaign_id in (select c.id from campaigns c where c.user_id = person) limit most) batch
    where e.id = batch.id and e.created_at = batch.created_at;
    get diagnostics n = row_count;
    if n > 0 then
        perform note_erasure(person, 'erased', 'campaign_events', n);
        return true;
    end if;

    foreach step slice 1 in array steps loop
        execute format('delete from %1$I where ctid = any(array(select ctid from %1$I where %2$s limit $2))', step[1], step[2])
            using person, most;
        get diagnostics n = row_count;
        if n > 0 then
            perform note_erasure(person, 'erased', step[1], n);
            return true;
        end if;
    end loop;

    update audit_log set before = null, after = null, reason = null
    where ctid = any(array(select ctid from audit_log
        where user_id = person and (before is not null or after is not null or reason is not null) limit most));
    get diagnostics n = row_count;
    if n > 0 then
        perform note_erasure(person, 'anonymised', 'audit_log', n);
        return true;
    end if;

    perform erase_traces(person, address);
    update erasures set receipt = receipt || jsonb_build_object('retained', jsonb_strip_nulls(jsonb_build_object(
        'audit_log', jsonb_build_object('rows', (select count(*) from audit_log where user_id = person),
            'why', 'Who did what and when, by ids that name nobody any more: to prove and to refute misuse (GDPR art. 17(3)(e)).'),
        'spent', jsonb_build_object('rows', jsonb_array_length(receipt -> 'spent'),
            'why', 'Sums by month and model without a person: the operator''s books (GDPR art. 17(3)(b)).'),
        'erasures', jsonb_build_object('rows', 1,
            'why', 'This receipt, which names nobody: proof that the wish was granted (GDPR art. 5(2)).'),
        'invoices', case when receipt -> 'erased' ? 'billing_accounts' then jsonb_build_object('rows', 0,
            'why', 'Not here: the payment provider keeps them as long as tax law demands (GDPR art. 17(3)(b)).') end)))
    where user_id = person and erased_at is null;
    return false;
end $$;
revoke all on function erase_batch(uuid, integer) from public;
grant execute on function erase_batch(uuid, integer) to aiwebbuilder_app;

-- The end of it: what came in meanwhile, and the person's own row. Answers whether it was this call that did it.
create function finish_erasure(person uuid, told boolean) returns boolean
    language plpgsql security definer set search_path = public, pg_catalog as $$
begin
    perform from users where id = person and not is_active and erase_after <= now() for update;
    if not found or not app_is_system() then
        return false;
    end if;
    insert into audit_log (user_id, table_name, row_id, action) values (person, 'users', person::text, 'erased');
    while erase_batch(person, 5000) loop
    end loop;
    delete from users where id = person;
    perform note_erasure(person, 'erased', 'users', 1);
    update erasures set erased_at = clock_timestamp(), receipt = receipt || jsonb_build_object('told', told)
    where user_id = person and erased_at is null;
    return true;
end $$;
revoke all on function finish_erasure(uuid, boolean) from public;
grant execute on function finish_erasure(uuid, boolean) to aiwebbuilder_app;
