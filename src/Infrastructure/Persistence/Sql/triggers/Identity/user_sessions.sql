create or replace trigger notify_user_sessions after update of revoked_at, stale_at on user_sessions
    for each statement execute function notify_user_sessions();
create or replace trigger set_updated_at before update on user_sessions for each row execute function set_updated_at();
