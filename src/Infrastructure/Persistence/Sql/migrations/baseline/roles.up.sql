set local lock_timeout = '2s';

-- Roles. Their passwords are set by `db migrate`, never by a migration. Roles belong to the cluster, so they may be there already.
do $$
begin
    if not exists (select from pg_roles where rolname = 'aiwebbuilder_app') then
        create role aiwebbuilder_app login nosuperuser nobypassrls nocreatedb nocreaterole;
    end if;
    if not exists (select from pg_roles where rolname = 'aiwebbuilder_public') then
        create role aiwebbuilder_public login nosuperuser nobypassrls nocreatedb nocreaterole;
    end if;
exception when duplicate_object or unique_violation then
    null; -- another database of this cluster is being migrated at this moment
end $$;

grant usage on schema public to aiwebbuilder_app, aiwebbuilder_public;

-- A server that lacks a migration is not ready, and says so.
grant select on "__EFMigrationsHistory" to aiwebbuilder_app;
