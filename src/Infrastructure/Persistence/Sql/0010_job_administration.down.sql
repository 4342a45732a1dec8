set local lock_timeout = '2s';

drop function record_platform_event(varchar, uuid, varchar, text, jsonb);
delete from audit_log where action in ('read', 'job_cancelled', 'job_retried');
alter table audit_log drop constraint audit_log_action_check;
alter table audit_log add constraint audit_log_action_check check (action in ('insert', 'update', 'delete', 'sign_in', 'sign_out',
    'sign_in_failed', 'refused', 'token_reused', 'password_reset', 'email_verified', 'factor_added', 'factor_removed', 'key_used',
    'account_switched', 'erased')) not valid;
alter table audit_log validate constraint audit_log_action_check;
drop policy platform_change on job_queue;
update job_queue set status = 'failed' where status = 'cancelled';
alter table job_queue drop constraint job_queue_status_check;
alter table job_queue add constraint job_queue_status_check
    check (status in ('pending', 'processing', 'completed', 'failed', 'retrying')) not valid;
alter table job_queue validate constraint job_queue_status_check;
alter table job_queue drop column cancel_requested_at;
