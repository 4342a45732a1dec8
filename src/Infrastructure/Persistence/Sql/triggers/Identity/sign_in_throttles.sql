create or replace trigger set_updated_at before update on sign_in_throttles for each row execute function set_updated_at();
