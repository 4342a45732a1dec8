-- Published: what visitors sent. Read as whoever asks, so that row-level security holds.
create or replace view submitted_forms with (security_invoker = true) as
select id, user_id, campaign_id, page, fields, created_at from form_submissions;
grant select on submitted_forms to aiwebbuilder_app;
