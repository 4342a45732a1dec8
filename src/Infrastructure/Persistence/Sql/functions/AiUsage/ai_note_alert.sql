-- Once for each cap, period, kind and threshold; who is to be told is told by the outbox, as `ai_usage.alert_raised.v1`.
create or replace function ai_note_alert(account uuid, alert_kind text, budget uuid, start date, at_threshold integer, message text, data jsonb, at timestamptz)
    returns void language sql security definer set search_path = public, pg_catalog, pg_temp
    as $$
        with noted as (
            insert into ai_alerts (user_id, kind, budget_id, period_start, threshold, message, data, created_at)
            values (account, alert_kind, budget, start, at_threshold, message, data, at)
            on conflict on constraint ai_alerts_once do nothing
            returning *)
        select raise_event(user_id, 'ai_usage.alert_raised.v1', jsonb_build_object('alertId', id, 'accountId', user_id, 'kind', kind,
            'message', noted.message, 'data', noted.data, 'at', created_at))
        from noted;
    $$;
revoke all on function ai_note_alert from public, aiwebbuilder_app, aiwebbuilder_public;
