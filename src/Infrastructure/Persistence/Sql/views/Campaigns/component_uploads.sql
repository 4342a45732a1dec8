-- Published: the ids that components name in code or props, those of uploads among them. Read as whoever asks.
create or replace view component_uploads with (security_invoker = true) as
select c.user_id, c.id as component_id, found.id[1]::uuid as upload_id
from campaign_components c,
    regexp_matches(c.code || ' ' || c.props, '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', 'gi') as found (id);
grant select on component_uploads to aiwebbuilder_app;
