using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AiWebBuilder.Infrastructure.Persistence.Schema;
using Npgsql;

namespace AiWebBuilder.IntegrationTests.Harness;

/// <summary>A transaction-pooling proxy before a database, with few connections behind it, so that clients must share them.</summary>
internal sealed class PgBouncer : IAsyncDisposable
{
    public const int PoolSize = 4;

    private readonly Process _process;
    private readonly string _folder;
    private readonly int _port;

    private PgBouncer(Process process, string folder, int port) => (_process, _folder, _port) = (process, folder, port);

    /// <exception cref="InvalidOperationException">It is not installed, or does not start: the run must fail.</exception>
    public static async Task<PgBouncer> StartAsync(DatabaseConnections connections)
    {
        var server = new NpgsqlConnectionStringBuilder(connections.Owner);
        var folder = Directory.CreateTempSubdirectory("pgbouncer-").FullName;
        var port = FreePort();
        var logins = new[] { connections.Owner, connections.App, connections.Public }
            .Select(one => new NpgsqlConnectionStringBuilder(one))
            .Select(one => $"\"{one.Username}\" \"{one.Password}\"");
        await File.WriteAllLinesAsync(Path.Combine(folder, "users.txt"), logins);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "pgbouncer.ini"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                [databases]
                * = host={server.Host} port={server.Port}
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = {port}
                unix_socket_dir =
                auth_type = trust
                auth_file = {folder}/users.txt
                pool_mode = transaction
                default_pool_size = {PoolSize}
                max_client_conn = 200
                logfile = {folder}/log

                """
            )
        );
        // It refuses to run as root; whoever it runs as instead must be able to read its files.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        }
        var start = new ProcessStartInfo("pgbouncer")
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (
            var argument in Environment.UserName == "root"
                ? ["-u", "nobody", Path.Combine(folder, "pgbouncer.ini")]
                : (string[])[Path.Combine(folder, "pgbouncer.ini")]
        )
        {
            start.ArgumentList.Add(argument);
        }
        try
        {
            var process = Process.Start(start)!;
            process.BeginErrorReadLine();
            process.BeginOutputReadLine();
            var bouncer = new PgBouncer(process, folder, port);
            await bouncer.WaitAsync();
            return bouncer;
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException(
                "PgBouncer is not installed (Debian: apt-get install pgbouncer), and this test cannot do without.",
                missing
            );
        }
    }

    /// <summary>The same login by way of the pooler.</summary>
    public string Through(string connection) =>
        new NpgsqlConnectionStringBuilder(connection)
        {
            Host = "127.0.0.1",
            Port = _port,
            NoResetOnClose = true,
            MaxAutoPrepare = 0,
        }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task WaitAsync()
    {
        using var patience = new CancellationTokenSource(Eventually.Patience);
        while (true)
        {
            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync(IPAddress.Loopback, _port, patience.Token);
                return;
            }
            catch (SocketException) when (!_process.HasExited && !patience.IsCancellationRequested)
            {
                await Task.Yield();
            }
            catch (Exception failure)
            {
                var log = Path.Combine(_folder, "log");
                throw new InvalidOperationException(
                    $"PgBouncer does not start: {(File.Exists(log) ? await File.ReadAllTextAsync(log) : "it has no log")}",
                    failure
                );
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
