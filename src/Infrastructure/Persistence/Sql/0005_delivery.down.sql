drop table inbox_events, outbox_events, idempotency_keys;
drop function notify_outbox();
drop trigger notify_user_sessions on user_sessions;
drop function notify_user_sessions();
drop index idx_user_sessions_revoked_at;
alter table job_queue drop column progress;
alter table generation_events alter constraint generation_events_user_id_generation_id_fkey not deferrable;
