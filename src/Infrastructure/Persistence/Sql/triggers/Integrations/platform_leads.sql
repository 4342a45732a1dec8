create or replace trigger set_updated_at before update on platform_leads for each row execute function set_updated_at();
