create or replace trigger set_updated_at before update on written_pages for each row execute function set_updated_at();
