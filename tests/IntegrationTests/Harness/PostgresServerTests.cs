using Npgsql;

namespace AiWebBuilder.IntegrationTests.Harness;

internal sealed class PostgresServerTests
{
    [Test, CancelAfter(120_000)]
    public async Task Gives_a_superuser_of_PostgreSQL_15_or_newer(CancellationToken cancellationToken)
    {
        await using var server = await PostgresServer.StartAsync(cancellationToken);
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand(
            "SELECT current_setting('server_version_num')::int / 10000, rolsuper, current_setting('fsync') "
                + "FROM pg_roles WHERE rolname = current_user"
        );
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);

        (await reader.ReadAsync(cancellationToken)).ShouldBeTrue();
        reader.GetInt32(0).ShouldBeGreaterThanOrEqualTo(15);
        reader.GetBoolean(1).ShouldBeTrue();
        TestContext.Out.WriteLine($"{server.Description}: version {reader.GetInt32(0)}, fsync {reader.GetString(2)}");
    }
}
