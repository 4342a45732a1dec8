-- What a call has shown about its provider. Keys that are refused, and quotas, open its breaker at once; errors when they repeat; a success
-- closes it. What speaks of the model alone leaves the provider as it is. True when the provider's has just opened.
create or replace function ai_report(of_provider text, of_model text, of_key uuid, account uuid, what text, model_alone boolean, retry_after interval,
    at timestamptz) returns boolean
    language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
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
        -- Who says how long to be left alone is, whatever has failed; not only who counts requests.
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
            format('Calls of %s are suspended: %s.', of_provider, case what
                when 'key_refused' then 'the provider rejected the key'
                else 'the provider says that the quota of the key is used up' end),
            jsonb_build_object('provider', of_provider, 'keyId', of_key, 'failure', what), at);
    end if;
    return true;
end $$;
revoke all on function ai_report(text, text, uuid, uuid, text, boolean, interval, timestamptz) from public, aiwebbuilder_app, aiwebbuilder_public;

-- What a call has shown about its provider, by the call's own row: nobody says it of another's call or key.
create or replace function ai_report(call uuid, what text, model_alone boolean, retry_after interval, at timestamptz) returns boolean
    language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
declare
    c ai_calls;
begin
    select * into c from ai_calls where id = call;
    perform ai_require_account(c.user_id);
    return ai_report(c.provider, c.model, c.key_id, c.user_id, what, model_alone, retry_after, at);
end $$;
revoke all on function ai_report(uuid, text, boolean, interval, timestamptz) from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function ai_report(uuid, text, boolean, interval, timestamptz) to aiwebbuilder_app;
