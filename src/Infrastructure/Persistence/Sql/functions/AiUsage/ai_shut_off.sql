-- The emergency stop. Waits for the calls that are leaving at this moment; from its commit on none leaves. A soft stop can be made
-- hard, never the other way round.
create or replace function ai_shut_off(account uuid, as_hard boolean, why text, by_itself boolean, at timestamptz) returns uuid
    language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
declare
    stop uuid;
    before boolean;
begin
    if account is null then
        if not app_is_platform() and not app_is_system() then
            raise insufficient_privilege;
        end if;
    else
        perform ai_require_account(account);
    end if;
    perform pg_advisory_xact_lock(ai_gate(account));
    before := exists (select from ai_shutoffs where user_id is not distinct from account and lifted_at is null and hard >= as_hard);
    insert into ai_shutoffs (user_id, hard, automatic, reason, set_by, created_at)
    values (account, as_hard, by_itself, why, case when not by_itself then app_actor() end, at)
    on conflict (user_id) where lifted_at is null do update set hard = ai_shutoffs.hard or excluded.hard,
        -- Nobody makes an automatic one theirs by pressing as well: it would be lifted as often as they like.
        automatic = ai_shutoffs.automatic or excluded.automatic,
        reason = case when by_itself then ai_shutoffs.reason else excluded.reason end
    returning id into stop;
    perform pg_notify('ai_shutoffs', '');
    if not before then
        perform ai_note_alert(account, 'shutoff', null, null, null, format('AI is switched off: %s', why),
            jsonb_build_object('hard', as_hard, 'automatic', by_itself), at);
    end if;
    return stop;
end $$;
revoke all on function ai_shut_off from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function ai_shut_off to aiwebbuilder_app;
