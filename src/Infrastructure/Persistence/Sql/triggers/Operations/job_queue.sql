create or replace trigger notify_job after insert on job_queue for each statement execute function notify_job();
create or replace trigger set_updated_at before update on job_queue for each row execute function set_updated_at();
