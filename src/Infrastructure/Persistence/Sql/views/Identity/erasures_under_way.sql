-- Published: whose erasure has begun and is not over.
create or replace view erasures_under_way with (security_invoker = true) as
select user_id from erasures where erased_at is null and started_at is not null;
revoke all on erasures_under_way from public, aiwebbuilder_app, aiwebbuilder_public;
