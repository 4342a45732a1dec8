-- Published: which campaign and page a component stands on. Read as whoever asks, so that row-level security holds.
create or replace view component_pages with (security_invoker = true) as
select id, campaign_id, page from campaign_components;
grant select on component_pages to aiwebbuilder_app;
