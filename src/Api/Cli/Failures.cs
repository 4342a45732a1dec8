using System.Net.Sockets;
using System.Runtime.InteropServices;
using AiWebBuilder.Api.Demo;
using AiWebBuilder.Infrastructure.Persistence;
using AiWebBuilder.Infrastructure.Persistence.Postgres;
using AiWebBuilder.Infrastructure.Persistence.Schema;
using Microsoft.Extensions.Options;
using Npgsql;

namespace AiWebBuilder.Api.Cli;

/// <summary>A command is not carried out. The message is one sentence that ends with the remedy.</summary>
internal sealed class CommandRefusedException(string message) : Exception(message);

/// <summary>Runs a command, and turns the failures that a person can put right into one sentence on the error output.</summary>
internal static class Failures
{
    private const int Failed = 1;

    /// <summary>What shells report of a program that Ctrl-C ended.</summary>
    private const int Interrupted = 130;

    /// <param name="work">Gets a token that Ctrl-C and SIGTERM cancel, so that it ends in order wherever it is.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> ExplainAsync(Func<CancellationToken, Task> work)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            await work(stop.Token);
            return 0;
        }
        catch (Exception failure) when (stop.IsCancellationRequested && IsExpected(failure))
        {
            return Interrupted;
        }
        catch (Exception failure) when (Sentence(failure) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return Failed;
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    /// <summary>What broke off because it was told to.</summary>
    private static bool IsExpected(Exception failure) =>
        failure is OperationCanceledException or HttpRequestException || Sentence(failure) is not null;

    /// <summary>One sentence that ends with the remedy, or null for what only a programmer can put right.</summary>
    internal static string? Sentence(Exception failure) =>
        failure switch
        {
            LocalPostgresException
            or ProductRefusedException
            or MigrationRefusedException
            or CommandRefusedException
            or OptionsValidationException => failure.Message,
            _ when DatabaseFailures.IsDiskFull(failure) => "The disk is full: free some space, then start again.",
            IOException when failure.Message.Contains("address already in use", StringComparison.Ordinal) =>
                $"{AddressIn(failure.Message)} is taken by another program: end it, or choose another port with "
                    + "./dev run --port N or ASPNETCORE_URLS.",
            SocketException { SocketErrorCode: SocketError.AccessDenied } =>
                "Only root may listen on a port below 1024: choose another with ./dev run --port N or ASPNETCORE_URLS.",
            _ when DatabaseFailures.RefusalOf(failure) is { } refused => Refused(refused),
            _ when DatabaseFailures.IsUnavailable(failure) =>
                $"The database does not answer ({failure.GetBaseException().Message}): start it, or correct "
                    + "ConnectionStrings__Postgres.",
            IOException or UnauthorizedAccessException => $"A file cannot be used: {failure.Message}",
            _ => null,
        };

    private static string Refused(PostgresException refused) =>
        refused.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword
            or PostgresErrorCodes.InvalidAuthorizationSpecification
            or PostgresErrorCodes.InvalidCatalogName =>
                $"The database refuses the connection ({refused.MessageText}): correct ConnectionStrings__Postgres.",
            PostgresErrorCodes.UndefinedTable
            or PostgresErrorCodes.UndefinedColumn
            or PostgresErrorCodes.UndefinedFunction =>
                $"The database lacks migrations ({refused.MessageText}): run db migrate, then try again.",
            PostgresErrorCodes.LockNotAvailable =>
                "A table that a migration changes is in use: end what uses it, then try again.",
            _ when DatabaseFailures.IsUnavailable(refused) =>
                $"The database is not available ({refused.MessageText}): try again when it is.",
            _ => $"The database refused a statement ({refused.SqlState}: {refused.MessageText}): see its log.",
        };

    /// <summary>Kestrel's message: "Failed to bind to address http://127.0.0.1:5080: address already in use."</summary>
    private static string AddressIn(string message)
    {
        var start = message.IndexOf("http", StringComparison.Ordinal);
        var end = message.LastIndexOf(": address", StringComparison.Ordinal);
        return start >= 0 && end > start ? message[start..end] : "The port";
    }
}
