using System.ComponentModel;
using System.Diagnostics;

namespace AiWebBuilder.Infrastructure.Persistence.Postgres;

/// <summary>Runs shell scripts as the user of the server: this process's own, or <see cref="User"/> when it is root.</summary>
internal static class ServerShell
{
    /// <summary>PostgreSQL refuses to run as root; its packages make this user for it.</summary>
    public const string User = "postgres";

    public sealed record Result(int ExitCode, string Error);

    /// <exception cref="LocalPostgresException">User not found.</exception>
    public static Process Start(string script, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", script, "sh", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        // Someone's PGDATA, PGPORT or PGOPTIONS must not reach a private cluster, nor a translation reach error messages.
        foreach (
            var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList()
        )
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_MESSAGES"] = "C";
        start.Environment.Remove("LC_ALL");
        if (Environment.IsPrivilegedProcess)
        {
            start.UserName = User;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new LocalPostgresException(
                $"A shell cannot be started as {User} ({e.Message}): make that user (useradd --system {User}), "
                    + "or do not run as root.",
                e
            );
        }
    }

    /// <summary>Runs a script to its end; a cancelled one is ended with it.</summary>
    public static async Task<Result> RunAsync(
        string script,
        IEnumerable<string> arguments,
        string? input,
        CancellationToken cancellationToken
    )
    {
        using var process = Start(script, arguments);
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = await process.StandardError.ReadToEndAsync(cancellationToken);
            await output;
            await process.WaitForExitAsync(cancellationToken);
            return new Result(process.ExitCode, error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>One sentence from a program's last words, with the remedy where it is known.</summary>
    public static string Explain(string what, string error, string place)
    {
        var reason = error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return error.Contains("No space left on device", StringComparison.Ordinal)
            ? $"{what} because the disk is full: free some space."
            : $"{what} ({(reason.Length == 0 ? "it gave no reason" : reason[^1])}): see {place}, or start over with "
                + "./dev run --reset, which deletes the local data.";
    }
}
