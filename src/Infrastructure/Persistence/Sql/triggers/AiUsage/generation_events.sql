create or replace trigger notify_generation after insert on generation_events for each row execute function notify_generation();
