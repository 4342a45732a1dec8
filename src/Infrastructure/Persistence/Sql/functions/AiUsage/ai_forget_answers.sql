-- Forgets answers that are kept for the same request to come again, when their time is over: so many of them. Returns how many.
create or replace function ai_forget_answers(before timestamptz, most integer) returns integer
    language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
declare
    forgotten integer;
begin
    if not app_is_system() then
        raise insufficient_privilege;
    end if;
    update ai_calls set answer = null where id in (
        select id from ai_calls where ended_at < before and answer is not null order by ended_at limit most for update skip locked);
    get diagnostics forgotten = row_count;
    return forgotten;
end $$;
revoke all on function ai_forget_answers from public, aiwebbuilder_app, aiwebbuilder_public;
grant execute on function ai_forget_answers to aiwebbuilder_app;
