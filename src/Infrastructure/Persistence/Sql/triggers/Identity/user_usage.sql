create or replace trigger begin_month before insert on user_usage for each row execute function begin_month();
create or replace trigger set_updated_at before update on user_usage for each row execute function set_updated_at();
