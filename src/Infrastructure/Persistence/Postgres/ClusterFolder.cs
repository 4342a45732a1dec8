using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Persistence.Postgres;

/// <summary>The files of a <see cref="LocalPostgres"/> cluster: its data, password, port, log and lock.</summary>
internal sealed class ClusterFolder
{
    /// <summary>initdb needs about 40 MB; the write-ahead log, the demo data and the logs need the rest.</summary>
    private const long NeededBytes = 300L * 1024 * 1024;

    private ClusterFolder(string path) => Path = path;

    public string Path { get; }
    public string Data => System.IO.Path.Combine(Path, "data");
    public string LogFile => System.IO.Path.Combine(Path, "server.log");
    public string LockFile => System.IO.Path.Combine(Path, "lock");
    public string PortFile => System.IO.Path.Combine(Path, "port");
    private string PasswordFile => System.IO.Path.Combine(Path, "password");
    private string PidFile => System.IO.Path.Combine(Data, "postmaster.pid");

    /// <summary>Makes the folder, owned by the user that the server runs as.</summary>
    /// <exception cref="LocalPostgresException">That user does not exist.</exception>
    [UnsupportedOSPlatform("windows")]
    public static async Task<ClusterFolder> OpenAsync(
        string path,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        path = System.IO.Path.GetFullPath(path);
        if (!Environment.IsPrivilegedProcess)
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return new ClusterFolder(path);
        }

        // An earlier start may have put the cluster elsewhere, see below.
        if (new DirectoryInfo(path).LinkTarget is { } target)
        {
            if (Directory.Exists(target))
            {
                return new ClusterFolder(target);
            }

            File.Delete(path);
        }

        Directory.CreateDirectory(path);
        await GiveToServerUserAsync(path, cancellationToken);
        if (await ServerShell.RunAsync("cd \"$1\"", [path], input: null, cancellationToken) is { ExitCode: 0 })
        {
            return new ClusterFolder(path);
        }

        if (Directory.EnumerateFileSystemEntries(path).Any())
        {
            throw new LocalPostgresException(
                $"The user {ServerShell.User} cannot reach the cluster in {path}: run as the user that made it, or start "
                    + "over with ./dev run --reset, which deletes its data."
            );
        }

        // A clone under /root: its parents shut the server's user out, and loosening them is not ours to do.
        var suffix = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        var reachable = System.IO.Path.Combine("/var/lib/aiwebbuilder", suffix);
        Directory.CreateDirectory(reachable);
        await GiveToServerUserAsync(reachable, cancellationToken);
        Directory.Delete(path);
        Directory.CreateSymbolicLink(path, reachable);
        await output.WriteLineAsync(
            $"The user {ServerShell.User} cannot reach {path}; the cluster is in {reachable}, and a link stands there."
        );
        return new ClusterFolder(reachable);
    }

    /// <summary>The version that made the cluster, or null when there is none.</summary>
    public int? ReadMajor() => ReadNumber(System.IO.Path.Combine(Data, "PG_VERSION"));

    public int? ReadPort() => ReadNumber(PortFile);

    public long FreeBytes => new DriveInfo(Path).AvailableFreeSpace;

    public long LogLength => File.Exists(LogFile) ? new FileInfo(LogFile).Length : 0;

    public bool LogContains(string words, long from)
    {
        if (LogLength <= from)
        {
            return false;
        }
        using var log = new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        log.Seek(from, SeekOrigin.Begin);
        using var reader = new StreamReader(log);
        return reader.ReadToEnd().Contains(words, StringComparison.Ordinal);
    }

    /// <summary>The superuser's connection string, or null while the cluster has not been made.</summary>
    public string? ReadConnectionString() =>
        ReadPort() is { } port && File.Exists(PasswordFile)
            ? new NpgsqlConnectionStringBuilder
            {
                Host = "127.0.0.1",
                Port = port,
                Username = "postgres",
                Password = File.ReadAllText(PasswordFile).Trim(),
                Database = "postgres",
            }.ConnectionString
            : null;

    /// <summary>Makes a UTF-8 cluster whose superuser has a random password, kept in a file only the owner reads.</summary>
    /// <exception cref="LocalPostgresException">Disk full, or initdb's own last words.</exception>
    public async Task InitializeAsync(PostgresBinaries binaries, bool durable, CancellationToken cancellationToken)
    {
        var free = FreeBytes;
        if (free < NeededBytes)
        {
            throw new LocalPostgresException(
                $"The disk of {Path} has {free / 1_048_576} MB left and the cluster needs {NeededBytes / 1_048_576} MB: "
                    + "free some space."
            );
        }

        // The cluster gets its name when it is whole, so that a start cut short is begun anew by the next one.
        // C.UTF-8 is what glibc always has and what the container uses.
        const string Script = """
            umask 077
            rm -rf "$2" "$2.new" && cat >"$3" || exit 1
            "$1" -D "$2.new" --username=postgres --pwfile="$3" --auth=scram-sha-256 --encoding=UTF8 --locale="$4" $5 &&
                mv "$2.new" "$2"
            """;
        var result = await ServerShell.RunAsync(
            Script,
            [
                binaries.Path("initdb"),
                Data,
                PasswordFile,
                OperatingSystem.IsMacOS() ? "en_US.UTF-8" : "C.UTF-8",
                durable ? string.Empty : "--no-sync",
            ],
            input: Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)) + "\n",
            cancellationToken
        );
        if (result.ExitCode != 0)
        {
            throw new LocalPostgresException(ServerShell.Explain("initdb failed", result.Error, Path));
        }
    }

    /// <summary>
    /// Stops a server whose owner is gone without having stopped it (both it and its supervisor were killed), and removes
    /// a process-id file that names something else, as after a reboot, which would make the server refuse to start.
    /// </summary>
    /// <exception cref="LocalPostgresException">It does not stop.</exception>
    public async Task StopLeftoverAsync(
        PostgresBinaries binaries,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        if (!File.Exists(PidFile))
        {
            return;
        }

        var lines = await File.ReadAllLinesAsync(PidFile, cancellationToken);
        if (
            lines.Length < 3
            || !int.TryParse(lines[0], CultureInfo.InvariantCulture, out var pid)
            || !long.TryParse(lines[2], CultureInfo.InvariantCulture, out var startedAt)
        )
        {
            return; // The server's own check decides.
        }

        switch (Identify(pid, DateTimeOffset.FromUnixTimeSeconds(startedAt)))
        {
            case PidHolder.Other:
                File.Delete(PidFile);
                break;
            case PidHolder.ThisServer:
                await output.WriteLineAsync($"Stopping the PostgreSQL server that an earlier run left behind ({pid}).");
                var result = await ServerShell.RunAsync(
                    "\"$1\" stop -D \"$2\" -m fast -w -t 30",
                    [binaries.Path("pg_ctl"), Data],
                    input: null,
                    cancellationToken
                );
                if (result.ExitCode != 0 && File.Exists(PidFile))
                {
                    throw new LocalPostgresException($"The left-over PostgreSQL server {pid} does not stop: end it.");
                }

                break;
        }
    }

    private enum PidHolder
    {
        Nobody,
        ThisServer,
        Other,
        Unknown,
    }

    private static PidHolder Identify(int pid, DateTimeOffset startedAt)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            if (!process.ProcessName.StartsWith("postgres", StringComparison.Ordinal))
            {
                return PidHolder.Other;
            }

            // The start time tells this server from another that got the same process id.
            var difference = (new DateTimeOffset(process.StartTime) - startedAt).Duration();
            return difference < TimeSpan.FromMinutes(1) ? PidHolder.ThisServer : PidHolder.Unknown;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return PidHolder.Nobody;
        }
    }

    private static async Task GiveToServerUserAsync(string path, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("chown", [ServerShell.User + ":", path])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new LocalPostgresException(
                $"The server may not run as root and cannot be given {path} ({error.Trim()}): "
                    + $"make the user {ServerShell.User} (useradd --system {ServerShell.User}), or do not run as root."
            );
        }
    }

    private static int? ReadNumber(string file) =>
        File.Exists(file) && int.TryParse(File.ReadAllText(file).Trim(), CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
