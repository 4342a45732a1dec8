create or replace trigger audit after insert or update or delete on users for each row execute function audit();
create or replace trigger end_rights after update of is_platform_admin, is_active on users for each row execute function end_rights();
create or replace trigger guard_platform_admin before insert or update of is_platform_admin on users
    for each row execute function guard_platform_admin();
create or replace trigger set_updated_at before update on users for each row execute function set_updated_at();
