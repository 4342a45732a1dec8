create or replace trigger set_updated_at before update on written_media for each row execute function set_updated_at();
