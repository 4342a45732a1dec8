using System.Net.Sockets;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Persistence;

/// <summary>What a failure says about the database, however EF Core and Npgsql have wrapped it.</summary>
public static class DatabaseFailures
{
    private const int NoSpaceLeftOnDevice = 28;

    /// <summary>
    /// The database is away, full, or starting or stopping: the same request may succeed in a moment, and nothing is wrong with
    /// it. A lost connection leaves open whether a COMMIT that was under way has happened, as it does for every client.
    /// </summary>
    public static bool IsUnavailable(Exception? failure) =>
        failure switch
        {
            null => false,
            PostgresException refused => IsUnavailable(refused.SqlState),
            // Refused, reset, timed out, or no connection to be had from the pool in time.
            NpgsqlException { InnerException: IOException or SocketException or TimeoutException } => true,
            _ => IsUnavailable(failure.InnerException),
        };

    /// <summary>The server's disk, or this process's own.</summary>
    public static bool IsDiskFull(Exception? failure) =>
        failure switch
        {
            null => false,
            PostgresException { SqlState: PostgresErrorCodes.DiskFull } => true,
            IOException { HResult: NoSpaceLeftOnDevice } => true,
            _ => IsDiskFull(failure.InnerException),
        };

    /// <summary>What the server said; null when it said nothing.</summary>
    public static PostgresException? RefusalOf(Exception? failure) => Constraints.RefusalOf(failure);

    private static bool IsUnavailable(string state) =>
        state
            is PostgresErrorCodes.TooManyConnections
                or PostgresErrorCodes.DiskFull
                or PostgresErrorCodes.OutOfMemory
                or PostgresErrorCodes.AdminShutdown
                or PostgresErrorCodes.CrashShutdown
                or PostgresErrorCodes.CannotConnectNow
                or PostgresErrorCodes.IoError
        // Connection exceptions.
        || state.StartsWith("08", StringComparison.Ordinal);
}
