alter table publications force row level security;
drop policy if exists tenant_isolation on publications;
create policy tenant_isolation on publications to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
-- What is live may be read by anybody.
drop policy if exists live on publications;
create policy live on publications for select to aiwebbuilder_public using (is_live);
drop policy if exists owner_access on publications;
create policy owner_access on publications to current_user using (true) with check (true);
