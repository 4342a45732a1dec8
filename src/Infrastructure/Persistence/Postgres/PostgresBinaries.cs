using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace AiWebBuilder.Infrastructure.Persistence.Postgres;

/// <summary>The folder of one installed PostgreSQL server (<c>initdb</c>, <c>pg_ctl</c>, <c>postgres</c>).</summary>
internal sealed partial record PostgresBinaries(string Folder, int Major)
{
    /// <summary>The oldest major version whose features the schema uses (security-invoker views, file_copy templates).</summary>
    public const int OldestMajor = 15;

    public const string Install =
        "install PostgreSQL 15 or newer (Debian/Ubuntu: apt-get install postgresql; macOS: brew install postgresql@17) "
        + "or set ConnectionStrings__Postgres";

    private static readonly string[] s_programs = ["initdb", "pg_ctl", "postgres"];

    public string Path(string program) => System.IO.Path.Combine(Folder, program);

    /// <summary>
    /// Finds a server: on the PATH, then in Debian's folders (newest first), then in Homebrew's.
    /// </summary>
    /// <param name="requiredMajor">The major version an existing cluster was made by; another cannot read its files.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="LocalPostgresException">There is none, it is too old, or of another major version.</exception>
    public static async Task<PostgresBinaries> FindAsync(int? requiredMajor, CancellationToken cancellationToken)
    {
        var found = new List<PostgresBinaries>();
        foreach (var folder in CandidateFolders().Distinct(StringComparer.Ordinal))
        {
            if (await ReadMajorAsync(folder, cancellationToken) is not { } major)
            {
                continue;
            }

            if (major >= OldestMajor && major == (requiredMajor ?? major))
            {
                return new PostgresBinaries(folder, major);
            }

            found.Add(new PostgresBinaries(folder, major));
        }

        if (found.Count == 0)
        {
            throw new LocalPostgresException($"No PostgreSQL server was found on this machine: {Install}.");
        }

        var newest = found.MaxBy(binaries => binaries.Major)!;
        throw new LocalPostgresException(
            newest.Major < OldestMajor
                ? $"PostgreSQL {newest.Major} in {newest.Folder} is too old: {Install}."
                : $"The local cluster was made by PostgreSQL {requiredMajor} but only {newest.Major} is installed: "
                    + $"install PostgreSQL {requiredMajor}, or start over with ./dev run --reset, which deletes its data."
        );
    }

    private static IEnumerable<string> CandidateFolders()
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? string.Empty;
        foreach (var folder in path.Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            // A link stands for its target's folder, where the other programs and the share folder are.
            var initdb = System.IO.Path.Combine(folder, "initdb");
            if (File.Exists(initdb))
            {
                var target = File.ResolveLinkTarget(initdb, returnFinalTarget: true)?.FullName ?? initdb;
                yield return System.IO.Path.GetDirectoryName(target)!;
            }
        }

        foreach (var (parent, prefix) in InstallationParents())
        {
            if (!Directory.Exists(parent))
            {
                continue;
            }

            var versions = Directory
                .EnumerateDirectories(parent, prefix + "*")
                .Select(folder => (Folder: folder, Version: System.IO.Path.GetFileName(folder)[prefix.Length..]))
                .OrderByDescending(each =>
                    int.TryParse(each.Version, CultureInfo.InvariantCulture, out var number) ? number : 0
                );
            foreach (var (folder, _) in versions)
            {
                yield return System.IO.Path.Combine(folder, "bin");
            }
        }
    }

    private static IEnumerable<(string Parent, string Prefix)> InstallationParents() =>
        [
            ("/usr/lib/postgresql", ""),
            ("/opt/homebrew/opt", "postgresql@"),
            ("/usr/local/opt", "postgresql@"),
            ("/home/linuxbrew/.linuxbrew/opt", "postgresql@"),
        ];

    private static async Task<int?> ReadMajorAsync(string folder, CancellationToken cancellationToken)
    {
        // Version-choosing wrapper scripts look for the share folder beside themselves and may start another version.
        if (!Array.TrueForAll(s_programs, program => IsExecutable(System.IO.Path.Combine(folder, program))))
        {
            return null;
        }

        var start = new ProcessStartInfo(System.IO.Path.Combine(folder, "postgres"), "--version")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        var match = VersionPattern().Match(output);
        return match.Success ? int.Parse(match.Groups["major"].ValueSpan, CultureInfo.InvariantCulture) : null;
    }

    private static bool IsExecutable(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return stream.ReadByte() is not ('#' or -1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", "postgres (PostgreSQL) 18beta1"
    [GeneratedRegex(@"\(PostgreSQL\) (?<major>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex VersionPattern();
}
