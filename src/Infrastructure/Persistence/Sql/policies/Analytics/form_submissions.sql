alter table form_submissions force row level security;
drop policy if exists tenant_isolation on form_submissions;
create policy tenant_isolation on form_submissions to aiwebbuilder_app
    using (user_id = (select app_tenant())) with check (user_id = (select app_tenant()));
drop policy if exists owner_access on form_submissions;
create policy owner_access on form_submissions to current_user using (true) with check (true);
