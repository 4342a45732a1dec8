-- Published: what is on the net. Read as whoever asks: anybody sees all of it, an account its own.
create or replace view live_publications with (security_invoker = true) as
select campaign_id, user_id, slug, published_at from publications where is_live;
grant select on live_publications to aiwebbuilder_app, aiwebbuilder_public;
