-- Published: the pages that are on the net. Read as whoever asks: anybody sees all of them, an account its own.
create or replace view live_pages with (security_invoker = true) as
select p.campaign_id, p.slug, page.page, page.html from publications p join published_pages page using (campaign_id) where p.is_live;
grant select on live_pages to aiwebbuilder_app, aiwebbuilder_public;
