create or replace trigger set_updated_at before update on totp_factors for each row execute function set_updated_at();
