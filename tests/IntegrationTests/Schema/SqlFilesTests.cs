using AiWebBuilder.Infrastructure.Persistence.Schema;
using AiWebBuilder.IntegrationTests.Harness;
using Npgsql;

namespace AiWebBuilder.IntegrationTests.Schema;

/// <summary>Functions, views, triggers and policies come from their files, whatever was there before.</summary>
internal sealed class SqlFilesTests
{
    [Test]
    public async Task Everything_that_has_a_file_is_in_the_database_and_the_other_way_round()
    {
        var live = await App.Current.ListAsync<string>(
            """
            select 'functions ' || proname from pg_proc where pronamespace = 'public'::regnamespace
            union all select 'views ' || relname from pg_class
            where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
            union all select format('triggers %s %s', tgrelid::regclass, tgname) from pg_trigger t
            join pg_class c on c.oid = t.tgrelid
            where c.relnamespace = 'public'::regnamespace and not tgisinternal and tgparentid = 0
            union all select format('policies %s %s', tablename, policyname) from pg_policies where schemaname = 'public'
            """
        );
        live.Count.ShouldBeGreaterThanOrEqualTo(280);
        SqlFiles
            .All.SelectMany(file => file.Objects)
            .Select(made => made.Table is null ? $"{made.Kind} {made.Name}" : $"{made.Kind} {made.Table} {made.Name}")
            .ShouldBe(live, ignoreOrder: true);
    }

    [Test]
    public async Task Only_what_has_changed_is_applied_and_the_second_run_finds_nothing()
    {
        await using var database = await Host.StartAsync(App.Current.Owner);
        await ExecuteAsync(
            database.Owner,
            """
            create or replace function app_actor() returns uuid language sql stable as 'select null::uuid';
            update __sql_files set checksum = 'older' where name = 'functions/common/app_actor.sql'
            """
        );
        (await PendingAsync(database)).ShouldBe(["functions/common/app_actor.sql"]);

        (await MigrateAsync(database)).ShouldBe(["functions/common/app_actor.sql"]);
        (
            await database.QueryAsync<bool>(
                "select pg_get_functiondef('app_actor()'::regprocedure) like '%app.actor_id%'"
            )
        ).ShouldBeTrue();
        (await PendingAsync(database)).ShouldBeEmpty();
        (await MigrateAsync(database)).ShouldBeEmpty();
    }

    [Test]
    public async Task What_is_missing_comes_back_although_its_file_has_not_changed()
    {
        await using var database = await Host.StartAsync(App.Current.Owner);
        await ExecuteAsync(
            database.Owner,
            """
            drop policy platform_read on users;
            drop view section_outcomes;
            drop trigger begin_month on user_usage;
            drop function ai_report(uuid, text, boolean, interval, timestamptz),
                ai_report(text, text, uuid, uuid, text, boolean, interval, timestamptz);
            """
        );
        string[] missing =
        [
            "functions/AiUsage/ai_report.sql",
            "views/Campaigns/section_outcomes.sql",
            "triggers/Identity/user_usage.sql",
            "policies/Identity/users.sql",
        ];
        (await PendingAsync(database)).ShouldBe(missing);
        (await MigrateAsync(database)).ShouldBe(missing);
        (await MigrateAsync(database)).ShouldBeEmpty();
    }

    [Test]
    public async Task An_older_version_does_not_undo_what_a_newer_one_has_put_in_place()
    {
        await using var database = await Host.StartAsync(App.Current.Owner);
        await ExecuteAsync(
            database.Owner,
            """
            insert into "__EFMigrationsHistory" values ('29990101000000_Newer', '10.0.0');
            create or replace function make_stale(stale timestamptz) returns timestamptz language sql as 'select stale';
            update __sql_files set checksum = 'newer' where name = 'functions/Identity/make_stale.sql';
            """
        );
        (await MigrateAsync(database)).ShouldBeEmpty();
        (
            await database.QueryAsync<string>(
                "select checksum from __sql_files where name = 'functions/Identity/make_stale.sql'"
            )
        ).ShouldBe("newer");
        (await database.QueryAsync<bool>("select make_stale('2000-01-01Z') = '2000-01-01Z'")).ShouldBeTrue();
        (await ProductProcess.RunAsync(database, ["db", "status"])).Output.ShouldContain("newer version");
    }

    [Test]
    public async Task A_file_that_cannot_be_applied_is_named_and_nothing_is_changed()
    {
        await using var database = await Host.StartAsync(App.Current.Owner);
        await ExecuteAsync(
            database.Owner,
            """
            create or replace function app_actor() returns uuid language sql stable as 'select null::uuid';
            drop function make_stale(timestamptz);
            create function make_stale(stale timestamptz) returns date language sql as 'select now()::date';
            update __sql_files set checksum = 'older'
            where name in ('functions/common/app_actor.sql', 'functions/Identity/make_stale.sql');
            """
        );
        var failure = await Should.ThrowAsync<InvalidOperationException>(() => MigrateAsync(database));
        failure.Message.ShouldContain("functions/Identity/make_stale.sql");
        failure.Message.ShouldContain("return type");
        (
            await database.QueryAsync<bool>(
                "select pg_get_functiondef('app_actor()'::regprocedure) like '%app.actor_id%'"
            )
        ).ShouldBeFalse();
        (await PendingAsync(database)).Count.ShouldBe(2);
    }

    [Test]
    public async Task A_database_from_before_the_baseline_is_refused_in_one_sentence_and_left_as_it_is()
    {
        await using var database = await Host.StartAsync(App.Current.Owner);
        var migrator = new DatabaseMigrator(DatabaseConnections.Derive(database.Owner));
        await migrator.MigrateAsync("0", CancellationToken.None);
        await ExecuteAsync(
            database.Owner,
            """
            insert into "__EFMigrationsHistory" values ('20261123114535_Initial', '10.0.15');
            create table users (id uuid primary key, email text);
            create function app_tenant() returns uuid language sql as 'select null::uuid';
            """
        );
        var before = await EverythingAsync();

        var failures = new[]
        {
            await Should.ThrowAsync<MigrationRefusedException>(() =>
                migrator.MigrateAsync(target: null, CancellationToken.None)
            ),
            await Should.ThrowAsync<MigrationRefusedException>(() => migrator.StatusAsync(CancellationToken.None)),
            await Should.ThrowAsync<MigrationRefusedException>(() =>
                migrator.RollbackAsync("0", mayLoseRows: true, CancellationToken.None)
            ),
        };
        foreach (var failure in failures)
        {
            failure.Message.ShouldContain("cannot be migrated");
            failure.Message.ShouldContain("./dev run --reset");
            failure.Message.TrimEnd('.').ShouldNotContain(". ");
        }
        (
            await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(database.Owner, migrator.Script()))
        ).MessageText.ShouldContain("cannot be migrated");
        (await EverythingAsync()).ShouldBe(before);

        Task<List<string>> EverythingAsync() =>
            database.ListAsync<string>(
                """
                select concat(relname, relacl) from pg_class where relnamespace = 'public'::regnamespace
                union all select pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
                union all select migration_id from "__EFMigrationsHistory" order by 1
                """
            );
    }

    [TestCase("db", "status")]
    [TestCase("db", "migrate")]
    [TestCase("serve")]
    [TestCase("worker")]
    public async Task The_program_says_so_in_the_same_sentence(params string[] command)
    {
        await using var database = await Host.StartAsync(App.Current.Owner);
        await ExecuteAsync(
            database.Owner,
            """update "__EFMigrationsHistory" set migration_id = '20261123114535_Initial' where migration_id like '%_Baseline'"""
        );
        var (code, said) = await ProductProcess.RunAsync(database, command, ("ASPNETCORE_ENVIRONMENT", "Development"));
        code.ShouldBe(1);
        said.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain("./dev run --reset");
    }

    private static async Task<IReadOnlyList<string>> MigrateAsync(Host database) =>
        (
            await new DatabaseMigrator(DatabaseConnections.Derive(database.Owner)).MigrateAsync(
                target: null,
                CancellationToken.None
            )
        ).SqlFiles;

    private static async Task<IReadOnlyList<string>> PendingAsync(Host database) =>
        [
            .. (
                await new DatabaseMigrator(DatabaseConnections.Derive(database.Owner)).FilesAsync(
                    CancellationToken.None
                )
            )
                .Where(file => !file.Applied)
                .Select(file => file.Path),
        ];

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
