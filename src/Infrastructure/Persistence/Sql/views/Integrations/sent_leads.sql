-- Published: where a form submission was sent to, and what has become of it there. Read as whoever asks, so that row-level security holds.
create or replace view sent_leads with (security_invoker = true) as
select l.submission_id, l.integration_id, i.platform_type, l.status, l.reason, l.finished_at, l.created_at
from platform_leads l join platform_integrations i on i.id = l.integration_id;
grant select on sent_leads to aiwebbuilder_app;
