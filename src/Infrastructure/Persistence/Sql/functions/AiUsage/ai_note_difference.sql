-- The alarm of the above, one a day.
create or replace function ai_note_difference(differences text[], at timestamptz) returns void
    language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
begin
    if not app_is_system() then
        raise insufficient_privilege;
    end if;
    if not exists (select from ai_alerts where kind = 'books_differ' and created_at > at - interval '1 day') then
        perform ai_note_alert(null, 'books_differ', null, null, null, 'The AI books differ from the ledger.',
            jsonb_build_object('differences', differences), at);
    end if;
end $$;
revoke all on function ai_note_difference from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function ai_note_difference to aiwebbuilder_app;
