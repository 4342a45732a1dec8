drop trigger if exists ai_set_generation_cost on ai_ledger;
create constraint trigger ai_set_generation_cost after insert on ai_ledger deferrable initially deferred
    for each row when (new.entry = 'settled' and new.generation_id is not null) execute function ai_set_generation_cost();
create or replace trigger audit after insert or update or delete on ai_ledger for each row execute function audit();
