set local lock_timeout = '2s';

drop function record_platform_event(varchar, uuid, varchar, text, jsonb);
delete from audit_log where action in ('read', 'job_cancelled', 'job_retried');
do $$
declare
    list text := (select obj_description(oid, 'pg_constraint') from pg_constraint
        where conrelid = 'audit_log'::regclass and conname = 'audit_log_action_check');
begin
    alter table audit_log drop constraint audit_log_action_check;
    execute 'alter table audit_log add constraint audit_log_action_check ' || list;
end $$;
drop policy platform_change on job_queue;
update job_queue set status = 'failed' where status = 'cancelled';
alter table job_queue drop constraint job_queue_status_check;
alter table job_queue add constraint job_queue_status_check
    check (status in ('pending', 'processing', 'completed', 'failed', 'retrying')) not valid;
alter table job_queue validate constraint job_queue_status_check;
alter table job_queue drop column cancel_requested_at;
