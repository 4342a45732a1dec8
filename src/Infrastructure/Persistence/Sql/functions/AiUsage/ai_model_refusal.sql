-- Why a call of this model and key is not to be reserved: {outcome: model_refused, until}; null: nothing speaks against it. A refused
-- call costs nothing, so that no single probe has to be chosen when the time is over. `call` holds columns of ai_calls.
create or replace function ai_model_refusal(call jsonb, at timestamptz) returns jsonb
    language sql stable security definer set search_path = public, pg_catalog, pg_temp
    return (select jsonb_build_object('outcome', 'model_refused', 'until', open_until)
        from ai_model_breakers
        where provider = call ->> 'provider' and model = call ->> 'model'
          and key_id = coalesce((call ->> 'key_id')::uuid, '00000000-0000-0000-0000-000000000000') and open_until > at
          and (user_id is null or user_id = app_tenant() or app_is_system()));
revoke all on function ai_model_refusal from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function ai_model_refusal to aiwebbuilder_app;
