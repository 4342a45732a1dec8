create or replace trigger audit after insert or update or delete on api_keys for each row execute function audit();
create or replace trigger notify_api_keys after update of revoked_at, expires_at, scopes, secret_hash or delete on api_keys
    for each statement execute function notify_api_keys();
create or replace trigger set_updated_at before update on api_keys for each row execute function set_updated_at();
