drop table inbox_events, outbox_events, idempotency_keys;
drop function notify_outbox();
alter table job_queue drop column progress;
alter table generation_events alter constraint generation_events_user_id_generation_id_fkey not deferrable;
