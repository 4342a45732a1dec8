create or replace trigger audit after insert or update or delete on account_members for each row execute function audit();
create or replace trigger end_acting after update of role or delete on account_members for each row execute function end_acting();
create or replace trigger set_updated_at before update on account_members for each row execute function set_updated_at();
