-- The next call whose time has run out: never sent, released; sent, charged in full; answered, charged what it cost. One in each
-- transaction; the generation is locked before the call, and what somebody holds is left to the next time.
create or replace function ai_expire(at timestamptz) returns jsonb
    language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
declare
    found_one record;
    c ai_calls;
    ended jsonb;
begin
    if not app_is_system() then
        raise insufficient_privilege;
    end if;
    for found_one in select id, generation_id from ai_calls
        where state in ('reserved', 'sent', 'answered') and expires_at <= at order by expires_at limit 100
    loop
        if found_one.generation_id is not null then
            perform from ai_generations where id = found_one.generation_id for no key update skip locked;
            continue when not found;
        end if;
        select * into c from ai_calls
        where id = found_one.id and state in ('reserved', 'sent', 'answered') and expires_at <= at for update skip locked;
        continue when not found;
        ended := case c.state
            when 'reserved' then ai_end(c.id, false, 'never_sent', 'It was never sent.', at)
            when 'sent' then ai_end(c.id, true, 'unknown', 'It was sent, and nobody knows what came of it: charged in full.', at)
            else ai_end(c.id, true, 'unused', 'It was answered, and nobody used the answer.', at) end;
        return ended || jsonb_build_object('userId', c.user_id, 'callId', c.id);
    end loop;
    return null;
end $$;
revoke all on function ai_expire from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function ai_expire to aiwebbuilder_app;
