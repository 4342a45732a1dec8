using System.Diagnostics;
using System.Globalization;

namespace AiWebBuilder.Infrastructure.Persistence.Postgres;

/// <summary>
/// A shell that starts the server, then waits on a pipe from this process and stops the server when the pipe ends. The
/// kernel closes the pipe however this process ends (kill -9 included), so no server stays behind.
/// </summary>
internal sealed class PostgresSupervisor : IAsyncDisposable
{
    private const string Ready = "ready";

    // Ctrl-C reaches the whole foreground group: the shell ignores it, and pg_ctl gives the server a session of its own, so
    // that the application ends its work before its database goes. The server is stopped by process id and not by its
    // folder: by then another process may have started a new one there. SIGINT is PostgreSQL's fast shutdown;
    // removing its process-id file is the last thing it does, and its parent may reap it late.
    private const string Script = $"""
        trap '' INT HUP TERM
        "$1" start -D "$2" -w -t 600 -s -l "$3" -o "$4" </dev/null || exit 1
        pid=$(head -n 1 "$2/postmaster.pid")
        echo {Ready}
        read -r _
        kill -INT "$pid"
        while kill -0 "$pid" 2>/dev/null && [ "$(head -n 1 "$2/postmaster.pid" 2>/dev/null)" = "$pid" ]; do
            sleep 0.05
        done
        """;

    private readonly Process _shell;

    private PostgresSupervisor(Process shell) => _shell = shell;

    /// <exception cref="LocalPostgresException">The server refuses to start; says why.</exception>
    public static async Task<PostgresSupervisor> StartAsync(
        ClusterFolder folder,
        PostgresBinaries binaries,
        int port,
        bool durable,
        CancellationToken cancellationToken
    )
    {
        var settings = string.Create(
            CultureInfo.InvariantCulture,
            $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c logging_collector=off -c ssl=off -c jit=off"
        );
        if (!durable)
        {
            settings +=
                " -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off"
                + " -c plan_cache_mode=force_generic_plan -c max_connections=500";
        }

        var shell = ServerShell.Start(Script, [binaries.Path("pg_ctl"), folder.Data, folder.LogFile, settings]);
        var supervisor = new PostgresSupervisor(shell);
        try
        {
            if (await shell.StandardOutput.ReadLineAsync(cancellationToken) is Ready)
            {
                return supervisor;
            }

            var error = await shell.StandardError.ReadToEndAsync(cancellationToken);
            var log = File.Exists(folder.LogFile) ? await LastErrorAsync(folder.LogFile, cancellationToken) : null;
            throw new LocalPostgresException(
                ServerShell.Explain("PostgreSQL does not start", log ?? error, folder.LogFile)
            );
        }
        catch
        {
            await supervisor.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }

    private static async Task<string?> LastErrorAsync(string logFile, CancellationToken cancellationToken)
    {
        var lines = await File.ReadAllLinesAsync(logFile, cancellationToken);
        return lines.LastOrDefault(line =>
            line.Contains("FATAL:", StringComparison.Ordinal) || line.Contains("PANIC:", StringComparison.Ordinal)
        );
    }
}
