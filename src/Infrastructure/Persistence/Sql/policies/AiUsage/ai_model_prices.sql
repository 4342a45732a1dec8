alter table ai_model_prices force row level security;
drop policy if exists tenant_isolation on ai_model_prices;
create policy tenant_isolation on ai_model_prices to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
-- The platform's prices are everybody's to read, and its administrators' to add to.
drop policy if exists readable on ai_model_prices;
create policy readable on ai_model_prices for select to aiwebbuilder_app using (user_id is null);
drop policy if exists platform_access on ai_model_prices;
create policy platform_access on ai_model_prices to aiwebbuilder_app
    using ((select app_is_platform()) and user_id is null) with check ((select app_is_platform()) and user_id is null);
drop policy if exists owner_access on ai_model_prices;
create policy owner_access on ai_model_prices to current_user using (true) with check (true);
