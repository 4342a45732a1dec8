-- The call leaves now; its sender holds the gate, has looked for stops, and keeps it until the request has left. Null: it may go; else
-- `ended`: its generation was cancelled; `run_out`: the reservation's time is over.
create or replace function ai_send(call uuid, expires timestamptz, at timestamptz) returns text
    language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
declare
    c ai_calls;
begin
    select * into c from ai_calls where id = call;
    perform ai_require_account(c.user_id);
    -- Before the call, as everybody locks them. Whoever cancels has committed, and nothing leaves; or waits for this, and it has left.
    perform from ai_generations where id = c.generation_id and status = 'processing' for share;
    if not found and exists (select from ai_generations where id = c.generation_id) then
        return 'ended';
    end if;
    update ai_calls set state = 'sent', sent_at = at, expires_at = expires where id = call and state = 'reserved';
    return case when not found then 'run_out' end;
end $$;
revoke all on function ai_send from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function ai_send to aiwebbuilder_app;
