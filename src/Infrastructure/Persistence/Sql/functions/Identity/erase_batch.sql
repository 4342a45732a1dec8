-- Erases up to `most` rows of a person whose time has come, and answers whether there may be more. Each batch is a transaction of its own
-- that counts what it took: whoever is stopped goes on where it stopped. SECURITY DEFINER, as the runtime roles may delete neither what is
-- written once nor the log; nobody else's rows are in reach, and no signed-in request's.
create or replace function erase_batch(person uuid, most integer) returns boolean
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
        ['ai_calls', mine],
        ['ai_holds', mine],
        ['ai_budget_periods', mine],
        ['ai_alerts', mine],
        ['ai_budgets', mine],
        ['ai_shutoffs', mine],
        ['ai_breakers', mine],
        ['ai_model_breakers', mine],
        ['ai_models', mine],
        ['ai_model_prices', mine],
        ['ai_keys', mine],
        ['reference_images', mine],
        ['ai_settings', mine],
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
revoke all on function erase_batch from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function erase_batch to aiwebbuilder_app;
