create or replace trigger notify_outbox after insert on outbox_events for each statement execute function notify_outbox();
