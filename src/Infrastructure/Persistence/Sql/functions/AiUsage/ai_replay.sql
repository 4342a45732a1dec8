-- An answer that was there already: it costs nothing, and the ledger says what it saved.
create or replace function ai_replay(call jsonb, source uuid, at timestamptz) returns bigint
    language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
declare
    c ai_calls := jsonb_populate_record(null::ai_calls, call);
    saved bigint;
begin
    perform ai_require_account(c.user_id);
    update ai_call_steps set charged_nano_usd = 0 where call_id = c.id and user_id = c.user_id;
    saved := (select charged_nano_usd from ai_calls where id = source and user_id = c.user_id and state = 'settled');
    insert into ai_ledger (user_id, call_id, member_id, generation_id, campaign_id, step_id, entry, provider, model, price_id,
        input_tokens, output_tokens, amount_nano_usd, saved_nano_usd, paid_by, reason, day, created_at)
    values (c.user_id, c.id, c.member_id, c.generation_id, (select id from account_campaigns where id = c.campaign_id), ai_only_step(c.id), 'settled',
        c.provider, c.model, c.price_id, 0, 0, 0, coalesce(saved, 0), case when c.key_id is null then 'platform' else 'account' end,
        'The same request was answered before.', account_day(c.user_id, at), at);
    return saved;
end $$;
revoke all on function ai_replay from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function ai_replay to aiwebbuilder_app;
