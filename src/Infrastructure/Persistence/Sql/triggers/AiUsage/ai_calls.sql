create or replace trigger release_holds after delete on ai_calls for each row execute function release_holds();
create or replace trigger set_updated_at before update on ai_calls for each row execute function set_updated_at();
