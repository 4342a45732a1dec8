create or replace trigger audit after insert or update or delete on ai_budgets for each row execute function audit();
create or replace trigger set_updated_at before update on ai_budgets for each row execute function set_updated_at();
