-- Checks the books, which somebody asks for each hour, unless the last check was just now: what was touched since that check, and
-- everything once a day. Null in `due`: it is not time, or somebody is at it.
create or replace function ai_check_books_in_turn(at timestamptz, out due text, out differences text[])
    language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
declare
    last ai_books_checks;
    everything boolean;
begin
    if not app_is_system() then
        raise insufficient_privilege;
    end if;
    select * into last from ai_books_checks where checked_at <= at - interval '50 minutes' for update skip locked;
    if not found then
        return;
    end if;
    everything := last.checked_all_at <= at - interval '23 hours 30 minutes';
    due := case when everything then 'everything' else 'touched' end;
    -- What was written in a transaction that had not committed then is not missed.
    differences := array(select format('%s %s %s: kept %s, derived %s', what, whose, subject, kept, derived)
        from ai_check_books(null, case when not everything then last.checked_at - interval '15 minutes' end));
    update ai_books_checks set checked_at = at, checked_all_at = case when everything then at else checked_all_at end;
    if cardinality(differences) > 0 then
        perform ai_note_difference(differences[1:20], at);
    end if;
end $$;
revoke all on function ai_check_books_in_turn from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function ai_check_books_in_turn to aiwebbuilder_app;
