using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Persistence.Postgres;

/// <summary>Where the private cluster lives and how careful it is.</summary>
/// <param name="Folder">Holds the cluster and its password, port and log; made when missing.</param>
/// <param name="Durable">False trades crash safety for speed; for tests only.</param>
public sealed record LocalPostgresOptions(string Folder, bool Durable = true);

/// <summary>
/// A private PostgreSQL cluster made from the server programs on this machine, for development and tests. It listens on
/// loopback only, runs as the user <c>postgres</c> when the process is root, and ends with the process that started it,
/// however that one ends. A second process that asks for the same folder shares the running server and leaves it running.
/// </summary>
public sealed class LocalPostgres : IAsyncDisposable
{
    /// <summary>Less than one segment of the server's log of changes.</summary>
    private const long AlmostNothing = 8 * 1024 * 1024;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly FileStream? _ownership;
    private readonly PostgresSupervisor? _supervisor;

    private readonly ClusterFolder _folder;
    private readonly long _logStart;

    private LocalPostgres(
        ClusterFolder folder,
        string connectionString,
        long logStart,
        FileStream? ownership,
        PostgresSupervisor? supervisor
    )
    {
        _folder = folder;
        _logStart = logStart;
        ConnectionString = connectionString;
        _ownership = ownership;
        _supervisor = supervisor;
    }

    /// <summary>Connects to the database <c>postgres</c> as superuser.</summary>
    public string ConnectionString { get; }

    /// <summary>Whether this instance started the server, and stops it when it is disposed.</summary>
    public bool IsOwner => _ownership is not null;

    /// <summary>Makes the cluster when there is none, and starts it when nobody else has.</summary>
    /// <param name="options">Folder and durability.</param>
    /// <param name="output">Gets one line for each thing that takes time or that a reader should know.</param>
    /// <param name="cancellationToken">Gives up; whatever was started is stopped again.</param>
    /// <exception cref="LocalPostgresException">No usable programs, disk full, folder out of reach, server refuses.</exception>
    public static async Task<LocalPostgres> StartAsync(
        LocalPostgresOptions options,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        if (OperatingSystem.IsWindows())
        {
            throw new LocalPostgresException(
                "A private PostgreSQL cluster is not made on Windows: set ConnectionStrings__Postgres or use WSL."
            );
        }

        try
        {
            var folder = await ClusterFolder.OpenAsync(options.Folder, output, cancellationToken);
            var deadline = TimeProvider.System.GetTimestamp();
            while (true)
            {
                if (TryOwn(folder) is { } ownership)
                {
                    return await StartOwnedAsync(folder, options, ownership, output, cancellationToken);
                }

                // Someone else owns the cluster: it is running, or about to run, or about to end.
                if (folder.ReadConnectionString() is { } shared && await AnswersAsync(shared, cancellationToken))
                {
                    await output.WriteLineAsync($"PostgreSQL is running already in {folder.Path}.");
                    return new LocalPostgres(folder, shared, folder.LogLength, ownership: null, supervisor: null);
                }

                if (TimeProvider.System.GetElapsedTime(deadline) > s_patience)
                {
                    throw new LocalPostgresException(
                        $"Another process holds the cluster in {folder.Path} and its server does not answer: end that process."
                    );
                }

                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellationToken);
            }
        }
        catch (UnauthorizedAccessException e)
        {
            throw new LocalPostgresException(
                $"The folder {options.Folder} belongs to another user: run as that user, or remove it.",
                e
            );
        }
        catch (IOException e)
        {
            throw new LocalPostgresException(
                $"The folder {options.Folder} cannot be used ({e.Message}): free disk space or choose another folder.",
                e
            );
        }
    }

    /// <summary>Deletes a cluster that does not run, wherever it stands; see the link that a start as root may make.</summary>
    public static void Delete(string folder)
    {
        if (new DirectoryInfo(folder).LinkTarget is { } target)
        {
            if (Directory.Exists(target))
            {
                Directory.Delete(target, recursive: true);
            }
            File.Delete(folder);
        }
        else if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>
    /// Whether the server has met a full disk since this process uses it. Statements that failed for that reason may look
    /// otherwise: a full log of changes ends the whole server, and with it the connections; some files say only that they
    /// could not be written.
    /// </summary>
    public bool SaysThatDiskIsFull() =>
        _folder.FreeBytes < AlmostNothing || _folder.LogContains("No space left on device", _logStart);

    /// <summary>The sentence for it.</summary>
    public LocalPostgresException DiskIsFull(Exception inner) =>
        new($"The disk of {_folder.Path} is full: free some space, then start again.", inner);

    /// <summary>Stops the server (fast mode: open transactions are rolled back) when this instance started it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_supervisor is not null)
        {
            await _supervisor.DisposeAsync();
        }

        if (_ownership is not null)
        {
            await _ownership.DisposeAsync();
        }
    }

    private static async Task<LocalPostgres> StartOwnedAsync(
        ClusterFolder folder,
        LocalPostgresOptions options,
        FileStream ownership,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        PostgresSupervisor? supervisor = null;
        try
        {
            var binaries = await PostgresBinaries.FindAsync(folder.ReadMajor(), cancellationToken);
            if (folder.ReadMajor() is null)
            {
                await output.WriteLineAsync($"Making a PostgreSQL {binaries.Major} cluster in {folder.Path}.");
                await folder.InitializeAsync(binaries, options.Durable, cancellationToken);
            }
            else
            {
                await folder.StopLeftoverAsync(binaries, output, cancellationToken);
            }

            var port = folder.ReadPort() is { } remembered && IsFree(remembered) ? remembered : FindFreePort();
            await File.WriteAllTextAsync(
                folder.PortFile,
                port.ToString(CultureInfo.InvariantCulture),
                cancellationToken
            );
            var logStart = folder.LogLength;
            supervisor = await PostgresSupervisor.StartAsync(
                folder,
                binaries,
                port,
                options.Durable,
                cancellationToken
            );
            return new LocalPostgres(folder, folder.ReadConnectionString()!, logStart, ownership, supervisor);
        }
        catch
        {
            if (supervisor is not null)
            {
                await supervisor.DisposeAsync();
            }

            await ownership.DisposeAsync();
            throw;
        }
    }

    /// <summary>The lock is the kernel's, so it is gone with its process and never stale.</summary>
    private static FileStream? TryOwn(ClusterFolder folder)
    {
        try
        {
            return new FileStream(folder.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(folder.LockFile))
        {
            return null;
        }
    }

    private static async Task<bool> AnswersAsync(string connectionString, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false;Timeout=2");
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
