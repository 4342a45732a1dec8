-- What came back, before anybody has looked whether it is any use: who takes the step over finds it here and does not ask again.
-- `found` holds columns of ai_calls: provider_nano_usd, prompt_nano_usd, the tokens, usage, answer.
create or replace function ai_answer(call uuid, found_there jsonb, expires timestamptz, at timestamptz) returns boolean
    language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
declare
    f ai_calls := jsonb_populate_record(null::ai_calls, found_there);
begin
    perform ai_require_account((select user_id from ai_calls where id = call));
    -- The price by which it is charged: the prompt may have been shorter than was held for it.
    update ai_calls set state = 'answered', answered_at = at, expires_at = expires, price_id = coalesce(f.price_id, price_id), provider_nano_usd = f.provider_nano_usd,
        prompt_nano_usd = f.prompt_nano_usd, credits = f.credits, input_tokens = f.input_tokens, cached_input_tokens = f.cached_input_tokens,
        cache_write_5m_tokens = f.cache_write_5m_tokens, cache_write_1h_tokens = f.cache_write_1h_tokens,
        output_tokens = f.output_tokens, reasoning_tokens = f.reasoning_tokens, usage = f.usage, answer = f.answer
    where id = call and state = 'sent';
    return found;
end $$;
revoke all on function ai_answer from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function ai_answer to aiwebbuilder_app;
