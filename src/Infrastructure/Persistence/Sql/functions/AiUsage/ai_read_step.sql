-- A part of a call's answer has been read: how long it is, whether the account pays for it, and why it cannot be used. Again: what was paid
-- for stays so.
create or replace function ai_read_step(call uuid, step uuid, of_letters integer, is_paid boolean, why_not text) returns void
    language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
begin
    perform ai_require_account(app_tenant());
    insert into ai_call_steps as s (call_id, step_id, user_id, letters, paid, problem)
    values (call, step, app_tenant(), of_letters, is_paid, why_not)
    on conflict (call_id, step_id) do update set letters = excluded.letters, paid = excluded.paid, problem = excluded.problem
    where s.user_id = excluded.user_id and not s.paid and s.charged_nano_usd is null;
end $$;
revoke all on function ai_read_step from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function ai_read_step to aiwebbuilder_app;
