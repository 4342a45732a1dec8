-- These functions step over row-level security, so that one statement may weigh an account's caps against the platform's. Whose
-- rows they may touch is checked here.
create or replace function ai_require_account(account uuid) returns void language plpgsql stable set search_path = public, pg_catalog, pg_temp as $$
begin
    if account is distinct from app_tenant() and not app_is_system() then
        raise insufficient_privilege using message = 'that is another account''s';
    end if;
end $$;
