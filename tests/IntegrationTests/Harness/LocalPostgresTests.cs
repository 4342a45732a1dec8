using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using AiWebBuilder.Api.Cli;
using AiWebBuilder.Infrastructure.Persistence.Postgres;
using Npgsql;

namespace AiWebBuilder.IntegrationTests.Harness;

/// <summary>The cluster that ./dev run makes; ./dev test sees to it that its programs are on the machine.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class LocalPostgresTests
{
    private string _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("aiwebbuilder-").FullName;

    [TearDown]
    public void RemoveFolder()
    {
        LocalPostgres.Delete(Path.Combine(_folder, "postgres"));
        Directory.Delete(_folder, recursive: true);
    }

    [Test, CancelAfter(120_000)]
    public async Task Keeps_data_over_a_restart_shares_a_running_server_and_leaves_none_behind(
        CancellationToken cancellationToken
    )
    {
        var options = new LocalPostgresOptions(Path.Combine(_folder, "postgres"), Durable: false);
        await using (var first = await StartAsync(options, cancellationToken))
        {
            await ExecuteAsync(first, "CREATE TABLE kept AS SELECT 1 AS n", cancellationToken);
            await using (var guest = await StartAsync(options, cancellationToken))
            {
                guest.ConnectionString.ShouldBe(first.ConnectionString);
            }

            await ExecuteAsync(first, "INSERT INTO kept VALUES (2)", cancellationToken);
        }

        File.Exists(PidFile(options)).ShouldBeFalse();

        var start = TimeProvider.System.GetTimestamp();
        await using var second = await StartAsync(options, cancellationToken);
        TestContext.Out.WriteLine($"Second start: {TimeProvider.System.GetElapsedTime(start).TotalMilliseconds:F0} ms");
        (await ExecuteAsync(second, "SELECT count(*) FROM kept", cancellationToken)).ShouldBe(2L);
    }

    [Test, CancelAfter(120_000)]
    public async Task Starts_over_a_killed_server_and_a_process_id_file_that_names_another_program(
        CancellationToken cancellationToken
    )
    {
        var options = new LocalPostgresOptions(Path.Combine(_folder, "postgres"), Durable: false);
        await using (var first = await StartAsync(options, cancellationToken))
        {
            var pid = int.Parse(File.ReadLines(PidFile(options)).First(), CultureInfo.InvariantCulture);
            using var server = Process.GetProcessById(pid);
            server.Kill();
            await server.WaitForExitAsync(cancellationToken);
        }

        var pidFile = PidFile(options);
        var lines = await File.ReadAllLinesAsync(pidFile, cancellationToken);
        lines[0] = $"{Environment.ProcessId}";
        await File.WriteAllLinesAsync(pidFile, lines, cancellationToken);

        await using var second = await StartAsync(options, cancellationToken);
        (await ExecuteAsync(second, "SELECT 1", cancellationToken)).ShouldBe(1);
    }

    [Test, CancelAfter(120_000)]
    public async Task A_full_disk_ends_what_waits_for_the_server_and_is_what_is_said(
        CancellationToken cancellationToken
    )
    {
        var options = new LocalPostgresOptions(Path.Combine(_folder, "postgres"), Durable: false);
        await using var postgres = await StartAsync(options, cancellationToken);
        (await Database.WatchDiskAsync(postgres, _ => Task.FromResult(1), cancellationToken)).ShouldBe(1);

        await File.AppendAllTextAsync(
            Path.Combine(FolderOf(options), "server.log"),
            "PANIC:  could not write to file \"pg_wal/xlogtemp.7\": No space left on device\n",
            cancellationToken
        );

        var failure = await Should.ThrowAsync<LocalPostgresException>(() =>
            Database.WatchDiskAsync(
                postgres,
                async token =>
                {
                    await Task.Delay(Timeout.Infinite, token);
                    return 1;
                },
                cancellationToken
            )
        );
        failure.Message.ShouldEndWith("is full: free some space, then start again.");
    }

    [Test, CancelAfter(60_000)]
    public async Task Says_which_version_is_missing_for_a_cluster_of_another(CancellationToken cancellationToken)
    {
        var options = new LocalPostgresOptions(Path.Combine(_folder, "postgres"));
        var folder = await ClusterFolder.OpenAsync(options.Folder, TestContext.Progress, cancellationToken);
        Directory.CreateDirectory(folder.Data);
        await File.WriteAllTextAsync(Path.Combine(folder.Data, "PG_VERSION"), "9\n", cancellationToken);

        var error = await Should.ThrowAsync<LocalPostgresException>(() => StartAsync(options, cancellationToken));

        error.Message.ShouldContain("PostgreSQL");
        error.Message.ShouldContain("install");
    }

    private static Task<LocalPostgres> StartAsync(LocalPostgresOptions options, CancellationToken cancellationToken) =>
        LocalPostgres.StartAsync(options, TestContext.Progress, cancellationToken);

    private static async Task<object?> ExecuteAsync(
        LocalPostgres postgres,
        string sql,
        CancellationToken cancellationToken
    )
    {
        await using var connection = new NpgsqlConnection(postgres.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private static string PidFile(LocalPostgresOptions options) =>
        Path.Combine(FolderOf(options), "data", "postmaster.pid");

    private static string FolderOf(LocalPostgresOptions options) =>
        new DirectoryInfo(options.Folder).LinkTarget ?? options.Folder;
}
