-- Jobs and queues in the hands of the platform's administrators, and their looks at a person's data in the log.

set local lock_timeout = '2s';

-- The next worker gives it up in good order: its handler is told.
alter table job_queue add column cancel_requested_at timestamptz;
alter table job_queue drop constraint job_queue_status_check;
alter table job_queue add constraint job_queue_status_check
    check (status in ('pending', 'processing', 'completed', 'failed', 'retrying', 'cancelled')) not valid;
alter table job_queue validate constraint job_queue_status_check;
create policy platform_change on job_queue for update to aiwebbuilder_app
    using ((select app_is_platform())) with check ((select app_is_platform()));

-- What is done is named by who does it; a list here would be one more place to name it in. The way back finds the list in the comment.
do $$
declare
    list text := (select pg_get_constraintdef(oid) from pg_constraint
        where conrelid = 'audit_log'::regclass and conname = 'audit_log_action_check');
begin
    alter table audit_log drop constraint audit_log_action_check;
    alter table audit_log add constraint audit_log_action_check check (action ~ '^[a-z_]+$') not valid;
    execute format('comment on constraint audit_log_action_check on audit_log is %L', list);
end $$;
alter table audit_log validate constraint audit_log_action_check;

-- What no trigger tells. SECURITY DEFINER, as the runtime roles may not write the log themselves; who acts and why is the transaction's.
create function record_platform_event(event varchar, account uuid, of_table varchar, subject text, details jsonb) returns void
    language sql security definer set search_path = public, pg_catalog
    as $$
        insert into audit_log (user_id, actor_id, table_name, row_id, action, after, reason)
        values (account, app_actor(), of_table, subject, event, details, nullif(current_setting('app.reason', true), ''));
    $$;
revoke all on function record_platform_event(varchar, uuid, varchar, text, jsonb) from public;
grant execute on function record_platform_event(varchar, uuid, varchar, text, jsonb) to aiwebbuilder_app;
