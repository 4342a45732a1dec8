using System.Net;
using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.Persistence.Schema;
using AiWebBuilder.IntegrationTests.Harness;
using Npgsql;

namespace AiWebBuilder.IntegrationTests.Schema;

/// <summary>Migrating while others migrate, read, or hold few rights.</summary>
internal sealed class MigratorTests
{
    [Test]
    public async Task Ten_nodes_may_start_at_once()
    {
        await using var database = await EmptyAsync();
        var connections = DatabaseConnections.Derive(database.Owner);
        await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(_ => new DatabaseMigrator(connections).MigrateAsync(null, CancellationToken.None))
        );
        (await new DatabaseMigrator(connections).StatusAsync(CancellationToken.None)).ShouldAllBe(each => each.Applied);
        (
            await database.QueryAsync<bool>(
                "select count(*) = count(distinct (provider, model, valid_from, tier_from_tokens)) from ai_model_prices"
            )
        ).ShouldBeTrue();
    }

    [Test]
    public async Task Migrations_are_rolled_back_one_by_one()
    {
        await using var database = await Host.StartAsync(App.Current.Owner);
        var migrator = new DatabaseMigrator(DatabaseConnections.Derive(database.Owner));
        var status = await migrator.StatusAsync(CancellationToken.None);
        status.ShouldNotBeEmpty();
        string[] names = ["0", .. status.Select(one => one.Name)];
        for (var newest = names.Length - 1; newest > 0; newest--)
        {
            (await migrator.RollbackAsync(names[newest - 1], mayLoseRows: false, CancellationToken.None)).ShouldBe([
                names[newest],
            ]);
        }
        (await migrator.RollbackAsync("0", mayLoseRows: false, CancellationToken.None)).ShouldBeEmpty();
    }

    [Test]
    public async Task A_server_is_ready_while_every_migration_of_its_version_is_applied_and_says_which_are_not()
    {
        await using var nodes = await Nodes.CreateAsync();
        await using var node = nodes.StartWithoutJobs();
        using var client = node.CreateClient();
        var migrator = new DatabaseMigrator(DatabaseConnections.Derive(nodes.Database.Owner));
        var names = (await migrator.StatusAsync(CancellationToken.None)).Select(one => one.Name).ToArray();
        (await client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await nodes.ExecuteAsync("""delete from "__EFMigrationsHistory" """);
        var missing = await NotReadyAsync();
        missing["pendingMigrations"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldBe(names);
        missing["pendingSqlFiles"]!.GetValue<bool>().ShouldBeFalse();
        foreach (var name in names)
        {
            await nodes.ExecuteAsync($"""insert into "__EFMigrationsHistory" values ('{name}', '10.0.0')""");
        }

        await migrator.RollbackAsync("0", mayLoseRows: false, CancellationToken.None);
        var all = await NotReadyAsync();
        all["pendingMigrations"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldBe(names);
        all["pendingSqlFiles"]!.GetValue<bool>().ShouldBeTrue();
        (await client.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await migrator.MigrateAsync(target: null, CancellationToken.None);
        // What a newer version has applied does no harm.
        await nodes.ExecuteAsync("""insert into "__EFMigrationsHistory" values ('29990101000000_Newer', '10.0.0')""");
        (await client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);

        async Task<JsonNode> NotReadyAsync() =>
            await Answers.JsonAsync(await client.GetAsync("/health/ready"), HttpStatusCode.ServiceUnavailable);
    }

    [Test]
    public async Task A_server_is_not_ready_before_its_functions_were_applied_and_stays_so_when_a_newer_version_has_replaced_them()
    {
        await using var nodes = await Nodes.CreateAsync();
        await using var node = nodes.StartWithoutJobs();
        using var client = node.CreateClient();

        // As the version before has left it.
        await nodes.ExecuteAsync("update __sql_files set checksum = 'older' where name = '(all)'");
        var answer = await Answers.JsonAsync(await client.GetAsync("/health/ready"), HttpStatusCode.ServiceUnavailable);
        answer["pendingMigrations"]!.AsArray().ShouldBeEmpty();
        answer["pendingSqlFiles"]!.GetValue<bool>().ShouldBeTrue();

        var migrator = new DatabaseMigrator(DatabaseConnections.Derive(nodes.Database.Owner));
        (await migrator.MigrateAsync(target: null, CancellationToken.None)).SqlFiles.ShouldBeEmpty();
        (await client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);

        // As the version after leaves it.
        await nodes.ExecuteAsync(
            """
            update __sql_files set checksum = 'newer' where name = 'functions/AiUsage/ai_end.sql';
            insert into __sql_files (name, checksum) values ('(all)', 'newer')
            """
        );
        (await client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_rollback_that_takes_accounts_with_it_is_wanted_twice()
    {
        await using var database = await Host.StartAsync(App.Current.Owner);
        await ExecuteAsync(
            database.Owner,
            "insert into users (email, password_hash, name) values ('a@example.com', 'x', 'A')"
        );
        var migrator = new DatabaseMigrator(DatabaseConnections.Derive(database.Owner));

        foreach (var (target, words) in new[] { ("0", "--yes"), ("NoSuch", "no migration NoSuch") })
        {
            (
                await Should.ThrowAsync<MigrationRefusedException>(() =>
                    migrator.RollbackAsync(target, mayLoseRows: false, CancellationToken.None)
                )
            ).Message.ShouldContain(words);
        }
        var names = (await migrator.StatusAsync(CancellationToken.None)).ToArray();
        names.ShouldAllBe(each => each.Applied);

        (await migrator.RollbackAsync(names[^1].Name, mayLoseRows: false, CancellationToken.None)).ShouldBeEmpty();
        (await migrator.RollbackAsync("0", mayLoseRows: true, CancellationToken.None))[^1].ShouldEndWith("_Baseline");
    }

    [Test]
    public async Task A_migration_that_finds_a_table_in_use_gives_way_and_comes_back()
    {
        await using var database = await Host.StartAsync(App.Current.Owner);
        var migrator = new DatabaseMigrator(DatabaseConnections.Derive(database.Owner));
        await using var reader = new NpgsqlConnection(database.Owner + ";Pooling=false");
        await reader.OpenAsync();
        await using (var read = new NpgsqlCommand("begin; select count(*) from ai_generations", reader))
        {
            await read.ExecuteNonQueryAsync();
        }

        var going = migrator.MigrateAsync("0", CancellationToken.None);
        // It has given way at least once when its lock request has been there and is there no more.
        await SeenAsync(database, waiting: true);
        await SeenAsync(database, waiting: false);
        going.IsCompleted.ShouldBeFalse(going.Exception?.ToString());
        await reader.CloseAsync();

        await going;
        (await migrator.StatusAsync(CancellationToken.None)).ShouldAllBe(each => !each.Applied);
    }

    [Test]
    public async Task An_owner_that_may_only_create_roles_and_databases_is_enough()
    {
        const string role = "test_owner_without_superuser";
        var superuser = new NpgsqlConnectionStringBuilder(App.Current.Owner);
        // The derived logins belong to the whole cluster, and depend on the owner's password alone.
        await ExecuteAsync(
            superuser.ConnectionString,
            $"""
            do $$ begin create role {role} login createrole createdb password '{superuser.Password}';
            exception when duplicate_object then null; end $$
            """
        );
        superuser.Username = role;
        await using var database = await Host.StartAsync(superuser.ConnectionString, App.Current.Owner);

        // Forced row-level security binds this owner too: triggers and functions that run as it have to work all the same.
        await ExecuteAsync(
            database.Owner,
            """
            insert into users (email, password_hash, name) values ('a@example.com', 'x', 'A');
            select ensure_event_partitions(5);
            """
        );
        (await database.QueryAsync<long>("select count(*) from audit_log where table_name = 'users'")).ShouldBe(1);
        using var client = await database.SignedInAsync();
        await client.CreateCampaignAsync("minimal");
        (await database.QueryAsync<bool>("select rolsuper from pg_roles where rolname = current_user")).ShouldBeFalse();
    }

    [Test]
    public async Task The_script_gives_the_same_schema_and_may_be_run_again()
    {
        await using var migrated = await Host.StartAsync(App.Current.Owner);
        await using var scripted = await EmptyAsync();
        var script = new DatabaseMigrator(DatabaseConnections.Derive(scripted.Owner)).Script();
        await ExecuteAsync(scripted.Owner, script);
        await ExecuteAsync(scripted.Owner, script);
        (await FingerprintAsync(scripted)).ShouldBe(await FingerprintAsync(migrated));
    }

    [Test]
    public void A_password_is_stored_as_its_verifier() =>
        DatabaseConnections.ScramVerifier("secret").ShouldStartWith("SCRAM-SHA-256$4096:");

    private static async Task<Host> EmptyAsync()
    {
        var database = await Host.StartAsync(App.Current.Owner);
        await new DatabaseMigrator(DatabaseConnections.Derive(database.Owner)).MigrateAsync(
            "0",
            CancellationToken.None
        );
        return database;
    }

    private static Task SeenAsync(Host database, bool waiting)
    {
        const string locks =
            "select exists (select from pg_locks where not granted and database = (select oid from pg_database where datname = current_database()))";
        return Eventually.TrueAsync(async () => await database.QueryAsync<bool>(locks) == waiting);
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Columns, constraints, indexes, triggers, policies, functions, views and grants.</summary>
    private static Task<List<string>> FingerprintAsync(Host database) =>
        database.ListAsync<string>(
            """
            select regexp_replace(coalesce(line, ''), '\s+', ' ', 'g') from (
                select format('%s.%s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                    pg_get_expr(d.adbin, d.adrelid)) as line
                from pg_attribute a join pg_class c on c.oid = a.attrelid
                left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
                where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0
                union all select format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
                from pg_constraint where connamespace = 'public'::regnamespace
                union all select indexdef from pg_indexes where schemaname = 'public'
                union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
                union all select format('%s %s %s %s %s %s', tablename, policyname, roles, cmd, qual, with_check)
                from pg_policies where schemaname = 'public'
                union all select concat(pg_get_functiondef(oid), proacl) from pg_proc
                where pronamespace = 'public'::regnamespace
                union all select format('%s %s %s %s', relname, relacl, relrowsecurity, relforcerowsecurity)
                from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v')
                union all select format('%s %s', viewname, definition) from pg_views where schemaname = 'public'
                union all select format('%s %s', name, checksum) from __sql_files
            ) as lines order by line collate "C"
            """
        );
}
