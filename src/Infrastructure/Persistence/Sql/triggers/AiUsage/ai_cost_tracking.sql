create or replace trigger set_updated_at before update on ai_cost_tracking for each row execute function set_updated_at();
