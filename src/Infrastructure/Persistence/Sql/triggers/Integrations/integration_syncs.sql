create or replace trigger set_updated_at before update on integration_syncs for each row execute function set_updated_at();
