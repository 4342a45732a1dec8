alter table conversions force row level security;
drop policy if exists tenant_isolation on conversions;
create policy tenant_isolation on conversions to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
drop policy if exists owner_access on conversions;
create policy owner_access on conversions to current_user using (true) with check (true);
