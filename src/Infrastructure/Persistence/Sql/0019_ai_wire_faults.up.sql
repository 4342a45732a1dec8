-- A model that its provider refuses is left alone by itself, and a price can be corrected on the day from which it holds.

set local lock_timeout = '2s';

----------------------------------------------------------------------------------------------------- refused models

-- Models that a provider refuses to a key while it may well answer for its others: they alone are left alone.
create table ai_model_breakers (
    provider varchar(50) not null,
    key_id uuid not null default '00000000-0000-0000-0000-000000000000',
    model varchar(100) not null,
    user_id uuid references users (id) on delete cascade,
    failures integer not null default 1 check (failures > 0),
    failure varchar(50) not null,
    open_until timestamptz not null,
    updated_at timestamptz not null default now(),
    primary key (provider, key_id, model)
);
create index idx_ai_model_breakers_user on ai_model_breakers (user_id);
alter table ai_model_breakers enable row level security;
alter table ai_model_breakers force row level security;
do $$ begin
    execute format('create policy owner_access on ai_model_breakers to %I using (true) with check (true)', current_user);
end $$;
create policy tenant_isolation on ai_model_breakers to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
create policy platform_read on ai_model_breakers for select to aiwebbuilder_app
    using ((select app_is_platform()) and user_id is null);
grant select on ai_model_breakers to aiwebbuilder_app;
create trigger set_updated_at before update on ai_model_breakers for each row execute function set_updated_at();

-- Why a call of this model and key is not to be reserved: {outcome: model_refused, until}; null: nothing speaks against it. A refused
-- call costs nothing, so that no single probe has to be chosen when the time is over. `call` holds columns of ai_calls.
create function ai_model_refusal(call jsonb, at timestamptz) returns jsonb
    language sql stable security definer set search_path = public, pg_catalog
    return (select jsonb_build_object('outcome', 'model_refused', 'until', open_until)
        from ai_model_breakers
        where provider = call ->> 'provider' and model = call ->> 'model'
          and key_id = coalesce((call ->> 'key_id')::uuid, '00000000-0000-0000-0000-000000000000') and open_until > at
          and (user_id is null or user_id = app_tenant() or app_is_system()));
revoke all on function ai_model_refusal(jsonb, timestamptz) from public;
grant execute on function ai_model_refusal(jsonb, timestamptz) to aiwebbuilder_app;

-- What a call has shown about its provider. Keys that are refused, and quotas, open it at once; errors when they repeat; a success
-- closes it. What speaks of the model alone leaves the provider as it is. True when the provider's has just opened.
drop function ai_report(text, uuid, uuid, text, interval, timestamptz);
create function ai_report(of_provider text, of_model text, of_key uuid, account uuid, what text, model_alone boolean, retry_after interval,
    at timestamptz) returns boolean
    language plpgsql security definer set search_path = public, pg_catalog as $$
declare
    key uuid := coalesce(of_key, '00000000-0000-0000-0000-000000000000');
    b ai_breakers;
    m ai_model_breakers;
    pause interval;
begin
    if what is null then
        delete from ai_model_breakers where provider = of_provider and key_id = key and model = of_model;
        update ai_breakers set failures = 0, openings = 0, open_until = null, failure = null
        where provider = of_provider and key_id = key and (failures > 0 or open_until is not null);
        return false;
    end if;
    if model_alone then
        insert into ai_model_breakers as present (provider, key_id, model, user_id, failure, open_until)
        values (of_provider, key, of_model, case when of_key is not null then account end, what, at + interval '5 minutes')
        -- Those that were under way together are refused together: that is one refusal.
        on conflict (provider, key_id, model) do update set failures = present.failures + 1, failure = what,
            open_until = at + interval '5 minutes' * power(2, least(present.failures, 4))
        where present.open_until <= at
        returning * into m;
        if m.failures = 1 then
            perform ai_note_alert(m.user_id, 'breaker_open', null, null, null,
                format('Calls of %s are suspended: %s.', of_model, what),
                jsonb_build_object('provider', of_provider, 'model', of_model, 'keyId', of_key, 'failure', what), at);
        end if;
        return false;
    end if;
    insert into ai_breakers (provider, key_id, user_id, failures, failure)
    values (of_provider, key, case when of_key is not null then account end, 1, what)
    on conflict (provider, key_id) do update set failures = ai_breakers.failures + 1, failure = what
    returning * into b;
    pause := case
        when what in ('key_refused', 'quota_exhausted') then interval '5 minutes' * power(2, least(b.openings, 4))
        when what in ('provider_error', 'overloaded') and retry_after is not null then retry_after
        when what = 'rate_limited' then coalesce(retry_after, case when b.failures >= 3 then interval '10 seconds' * power(2, least(b.openings, 5)) end)
        when what in ('provider_error', 'overloaded', 'unreachable', 'timeout', 'stream_cut', 'not_json') and b.failures >= 5
            then interval '30 seconds' * power(2, least(b.openings, 5)) end;
    if pause is null then
        return false;
    end if;
    update ai_breakers set open_until = greatest(open_until, at + pause), openings = openings + 1
    where provider = of_provider and key_id = key;
    if b.open_until is not null and b.open_until > at then
        return false;
    end if;
    -- What does not mend itself somebody must hear of, once.
    if b.openings = 0 and what in ('key_refused', 'quota_exhausted') then
        perform ai_note_alert(case when of_key is not null then account end, 'breaker_open', null, null, null,
            format('Calls of %s are suspended: %s.', of_provider, what),
            jsonb_build_object('provider', of_provider, 'keyId', of_key, 'failure', what), at);
    end if;
    return true;
end $$;
revoke all on function ai_report(text, text, uuid, uuid, text, boolean, interval, timestamptz) from public;
grant execute on function ai_report(text, text, uuid, uuid, text, boolean, interval, timestamptz) to aiwebbuilder_app;

-- What was refused to an account's own key goes with the account, and is counted.
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

------------------------------------------------------------------------------------------------------------- prices

-- Several prices may hold from one day: the one that was added last corrects those before it.
alter table ai_model_prices drop constraint ai_model_prices_once;
alter table ai_model_prices add constraint ai_model_prices_once
    unique nulls not distinct (key_id, provider, model, valid_from, created_at, tier_from_tokens);

-- The prices that hold on a day, each with all of its tiers, among those that the caller may see.
create function ai_prices_on(day date) returns setof ai_model_prices language sql stable
    as $$
        select price.* from ai_model_prices price
        where (price.valid_from, price.created_at) = (select present.valid_from, present.created_at from ai_model_prices present
            where present.provider = price.provider and present.model = price.model and present.key_id is not distinct from price.key_id
              and present.valid_from <= day
            order by present.valid_from desc, present.created_at desc limit 1);
    $$;
revoke all on function ai_prices_on(date) from public;
grant execute on function ai_prices_on(date) to aiwebbuilder_app;
