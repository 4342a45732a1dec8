using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AiWebBuilder.Infrastructure.Modules;

namespace AiWebBuilder.Infrastructure.Persistence.Schema;

/// <summary>
/// Every function, view, trigger and policy of the database, each with the one file that has its text. They are applied after the
/// migrations, as often as they change: a migration has no text of theirs. One is made from what the modules declare (<see cref="ErasureSteps"/>).
/// </summary>
[WritesPastUnitOfWork("Texts for the migrator: the schema, as the owner of the database.")]
internal static class SqlFiles
{
    /// <summary>The migrator's own record of which text of which file is applied. Not a migration's: it is there before and after all of them.</summary>
    public const string Record = "__sql_files";

    /// <summary>
    /// In the record beside the files: one row for each version of all files together that was ever applied whole. Those stay, as a server
    /// asks for its own.
    /// </summary>
    public const string Whole = "(all)";

    /// <summary>
    /// In the order in which they are applied: functions, views, triggers, policies; within a kind by path, <c>common</c> first, and a view
    /// after those that it reads. A function may use whatever there is when it is called: bodies are not checked when it is made.
    /// </summary>
    public static IReadOnlyList<SqlFile> All { get; } =
        Ordered(
            SqlResource
                .Paths.Where(path => SqlFile.Kinds.Contains(path.Split('/')[0]))
                .Select(path => new SqlFile(path, SqlResource.Read(path)))
                .Append(ErasureSteps.Render(ModuleCatalogue.Scan().Tables))
        );

    /// <summary>One checksum over all of them.</summary>
    public static string Fingerprint { get; } =
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(string.Join('\n', All.Select(file => $"{file.Path} {file.Checksum}")))
            )
        );

    /// <exception cref="InvalidOperationException">Views that read each other in a circle.</exception>
    internal static IReadOnlyList<SqlFile> Ordered(IEnumerable<SqlFile> files)
    {
        List<SqlFile> waiting =
        [
            .. files
                .OrderBy(file => SqlFile.Kinds.ToList().IndexOf(file.Kind))
                .ThenBy(file => file.Module != "common")
                .ThenBy(file => file.Path, StringComparer.Ordinal),
        ];
        List<SqlFile> ordered = [];
        while (waiting.Count > 0)
        {
            var next =
                waiting.Find(file => !waiting.Exists(other => other != file && Reads(file, other)))
                ?? throw new InvalidOperationException($"{waiting[0].Path} reads a view that reads it.");
            ordered.Add(next);
            waiting.Remove(next);
        }
        return ordered;

        static bool Reads(SqlFile view, SqlFile other) =>
            view.Kind == SqlFile.Views
            && other.Kind == SqlFile.Views
            && Regex.IsMatch(
                view.Text,
                $@"\b{Regex.Escape(other.Name)}\b",
                RegexOptions.ExplicitCapture,
                TimeSpan.FromSeconds(5)
            );
    }

    /// <summary>
    /// Begins a transaction in which files are applied. Bodies are not checked, so that functions may use each other in any order; a lock is
    /// not waited for for long, as with migrations.
    /// </summary>
    public const string Begin = $"""
        set local lock_timeout = '2s';
        set local check_function_bodies = off;
        create table if not exists {Record} (
            name text not null,
            checksum text not null,
            applied_at timestamptz not null default now(),
            primary key (name, checksum)
        );
        grant select on {Record} to {DatabaseConnections.AppRole};
        """;

    /// <summary>Ends it: from now on these texts are the applied ones. Names and checksums are our own, without a quote.</summary>
    public static string Note() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            delete from {Record} where name <> '{Whole}';
            insert into {Record} (name, checksum) values
                {string.Join(",\n    ", All.Select(file => $"('{file.Path}', '{file.Checksum}')"))};
            insert into {Record} (name, checksum) values ('{Whole}', '{Fingerprint}') on conflict do nothing;
            """
        );

    /// <summary>Removes what the files have made, and the record of it; the triggers and policies go with the functions and with their tables.</summary>
    public static string DropAll() =>
        $$"""
            do $$
            declare
                doomed text;
            begin
                foreach doomed in array array(
                    select format('drop view if exists %I cascade', name) from unnest(array[{{Names(
                SqlFile.Views
            )}}]) name
                    union all
                    select format('drop function if exists %s cascade', oid::regprocedure) from pg_proc
                    where pronamespace = 'public'::regnamespace and proname in ({{Names(SqlFile.Functions)}}))
                loop
                    execute doomed;
                end loop;
                drop table if exists {{Record}};
            end $$;
            """;

    private static string Names(string kind) =>
        string.Join(", ", All.Where(file => file.Kind == kind).Select(file => $"'{file.Name}'"));
}
