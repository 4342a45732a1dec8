using System.Globalization;
using AiWebBuilder.Infrastructure.Persistence.Schema;

namespace AiWebBuilder.Infrastructure.Modules;

/// <summary>
/// The one SQL function whose text is no file's: <c>erasure_steps()</c> is what the modules declare. It is applied like all others, by the
/// owner and when it has changed, so that the roles that serve requests have no say in what is erased.
/// </summary>
internal static class ErasureSteps
{
    public const string Path = "functions/common/erasure_steps.sql";

    public static SqlFile Render(IEnumerable<OwnedTable> tables)
    {
        var steps = tables
            .SelectMany(table => table.Erased.Select(step => (Table: table.Name, Step: step)))
            .Where(one => one.Step.Action != ErasureAction.Separate)
            .Select((one, index) => Row(index + 1, one.Table, one.Step));
        return new SqlFile(
            Path,
            $"""
            -- Made from what the modules declare (src/Infrastructure/<Module>/<Module>Module.cs): what becomes of a person's rows.
            create or replace function erasure_steps() returns table (n integer, table_name text, action text, rows text, assignments text,
                name text, because text)
                language sql immutable set search_path = pg_catalog as $steps$
            values
                {string.Join(",\n    ", steps)};
            $steps$;
            revoke all on function erasure_steps from public, aiwebbuilder_app, aiwebbuilder_public;

            """.ReplaceLineEndings("\n")
        );
    }

    private static string Row(int number, string table, Erasure step) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"({number}, {Literal(table)}, {Literal(step.Action.ToString())}, {Literal(step.Rows)}, {Literal(step.Set)}, {Literal(step.Name ?? table)}, {Literal(step.Because)})"
        );

    private static string Literal(string? text) =>
        text is null ? "null" : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
