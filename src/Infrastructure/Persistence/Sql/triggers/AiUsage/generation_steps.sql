create or replace trigger set_updated_at before update on generation_steps for each row execute function set_updated_at();
