alter table ai_models force row level security;
drop policy if exists tenant_isolation on ai_models;
create policy tenant_isolation on ai_models to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
-- The platform's models are everybody's to read, and its administrators' to add to.
drop policy if exists readable on ai_models;
create policy readable on ai_models for select to aiwebbuilder_app using (user_id is null);
drop policy if exists platform_access on ai_models;
create policy platform_access on ai_models to aiwebbuilder_app
    using ((select app_is_platform()) and user_id is null) with check ((select app_is_platform()) and user_id is null);
drop policy if exists owner_access on ai_models;
create policy owner_access on ai_models to current_user using (true) with check (true);
