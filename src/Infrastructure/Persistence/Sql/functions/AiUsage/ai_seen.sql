-- What had been seen of an answer that then broke off. `seen` holds columns of ai_calls: at_most_nano_usd, the tokens, usage.
create or replace function ai_seen(call uuid, seen jsonb) returns boolean
    language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
declare
    s ai_calls := jsonb_populate_record(null::ai_calls, seen);
begin
    perform ai_require_account((select user_id from ai_calls where id = call));
    update ai_calls set at_most_nano_usd = s.at_most_nano_usd, input_tokens = s.input_tokens,
        cached_input_tokens = s.cached_input_tokens, cache_write_5m_tokens = s.cache_write_5m_tokens,
        cache_write_1h_tokens = s.cache_write_1h_tokens, output_tokens = s.output_tokens, usage = s.usage
    where id = call and state = 'sent';
    return found;
end $$;
revoke all on function ai_seen from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function ai_seen to aiwebbuilder_app;
