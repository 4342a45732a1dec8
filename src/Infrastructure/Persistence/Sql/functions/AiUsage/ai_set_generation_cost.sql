-- A generation's figure is set from the ledger, whoever has written there, and when all else of the transaction is done: who lands a step
-- writes the same row, and would take this for somebody else's change.
create or replace function ai_set_generation_cost() returns trigger language plpgsql security definer set search_path = public, pg_catalog, pg_temp as $$
declare
    exact numeric := (select sum(amount_nano_usd) from ai_ledger where generation_id = new.generation_id and entry = 'settled') / 1e9;
begin
    update ai_generations set cost = least(round(exact, 4), 9999.9999)
    where id = new.generation_id and cost <> least(round(exact, 4), 9999.9999);
    return null;
end $$;
revoke all on function ai_set_generation_cost from public, aiwebbuilder_app, aiwebbuilder_public;
