create or replace trigger set_updated_at before update on aggregate_name for each row execute function set_updated_at();
