set local lock_timeout = '2s';

drop function ai_prices_on(date);

-- Of several prices from one day the last holds on. Those that it corrected stay, since calls name them, on days on which nothing was called.
alter table ai_model_prices disable trigger refuse_price_change;
update ai_model_prices price set valid_from = date '1900-01-01' + corrected.number::integer
from (select id, dense_rank() over (partition by key_id, provider, model order by valid_from, created_at) as number,
          created_at < max(created_at) over (partition by key_id, provider, model, valid_from) as is_corrected
      from ai_model_prices) corrected
where corrected.id = price.id and corrected.is_corrected;
alter table ai_model_prices enable trigger refuse_price_change;
alter table ai_model_prices drop constraint ai_model_prices_once;
alter table ai_model_prices add constraint ai_model_prices_once
    unique nulls not distinct (key_id, provider, model, valid_from, tier_from_tokens);

drop function ai_report(text, text, uuid, uuid, text, boolean, interval, timestamptz);
create function ai_report(of_provider text, of_key uuid, account uuid, what text, retry_after interval, at timestamptz) returns boolean
    language plpgsql security definer set search_path = public, pg_catalog as $$
declare
    key uuid := coalesce(of_key, '00000000-0000-0000-0000-000000000000');
    b ai_breakers;
    pause interval;
begin
    if what is null then
        update ai_breakers set failures = 0, openings = 0, open_until = null, failure = null
        where provider = of_provider and key_id = key and (failures > 0 or open_until is not null);
        return false;
    end if;
    insert into ai_breakers (provider, key_id, user_id, failures, failure)
    values (of_provider, key, case when of_key is not null then account end, 1, what)
    on conflict (provider, key_id) do update set failures = ai_breakers.failures + 1, failure = what
    returning * into b;
    pause := case
        when what in ('key_refused', 'forbidden', 'quota_exhausted') then interval '5 minutes' * power(2, least(b.openings, 4))
        when what in ('provider_error', 'overloaded') and retry_after is not null then retry_after when what = 'rate_limited' then coalesce(retry_after, case when b.failures >= 3 then interval '10 seconds' * power(2, least(b.openings, 5)) end)
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
    if b.openings = 0 and what in ('key_refused', 'forbidden', 'quota_exhausted') then
        perform ai_note_alert(case when of_key is not null then account end, 'breaker_open', null, null, null,
            format('Calls of %s are suspended: %s.', of_provider, what),
            jsonb_build_object('provider', of_provider, 'keyId', of_key, 'failure', what), at);
    end if;
    return true;
end $$;
revoke all on function ai_report(text, uuid, uuid, text, interval, timestamptz) from public;
grant execute on function ai_report(text, uuid, uuid, text, interval, timestamptz) to aiwebbuilder_app;

drop function ai_model_refusal(jsonb, timestamptz);
drop table ai_model_breakers;
