create or replace trigger set_updated_at before update on platform_webhooks for each row execute function set_updated_at();
