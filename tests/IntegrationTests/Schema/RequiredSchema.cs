using System.Text.RegularExpressions;

namespace AiWebBuilder.IntegrationTests.Schema;

internal sealed record RequiredColumn(string Table, string Name, string Type, string Description)
{
    /// <summary>The type as PostgreSQL's <c>format_type</c> writes it.</summary>
    public string PostgresType =>
        Regex.Replace(
            Type,
            "^[A-Z]+",
            match => PostgresTypes.GetValueOrDefault(match.Value, match.Value.ToLowerInvariant()),
            RegexOptions.NonBacktracking
        );

    /// <summary>The values that the column allows, when the description is a list of them.</summary>
    public IReadOnlyList<string> AllowedValues =>
        Regex.IsMatch(Description, "^[a-z_]+(?:, [a-z_]+)+$", RegexOptions.NonBacktracking)
            ? Description.Split(", ")
            : [];

    /// <summary>The table that the column refers to, when it does.</summary>
    public string? References
    {
        get
        {
            Match match = Regex.Match(Description, @"^References (?<table>\w+)\.id", RegexOptions.NonBacktracking);
            return match.Success ? match.Groups["table"].Value : null;
        }
    }

    private static Dictionary<string, string> PostgresTypes { get; } =
        new(StringComparer.Ordinal)
        {
            ["VARCHAR"] = "character varying",
            ["DECIMAL"] = "numeric",
            ["TIMESTAMPTZ"] = "timestamp with time zone",
        };
}

/// <summary>The requirement's tables, read from <c>required-schema.md</c>.</summary>
internal sealed record RequiredSchema(
    IReadOnlyList<string> Tables,
    IReadOnlyList<RequiredColumn> Columns,
    IReadOnlyList<(string Table, string Index)> Indexes,
    IReadOnlyList<(string Table, string Columns)> UniqueConstraints
)
{
    public static RequiredSchema Read()
    {
        using Stream stream = typeof(RequiredSchema).Assembly.GetManifestResourceStream(
            $"{typeof(RequiredSchema).Namespace}.required-schema.md"
        )!;
        using StreamReader reader = new(stream);
        List<string> tables = [];
        List<RequiredColumn> columns = [];
        List<(string, string)> indexes = [];
        List<(string, string)> uniques = [];
        while (reader.ReadLine() is { } line)
        {
            if (Match(line, "^## `(.+)`$") is [var table])
            {
                tables.Add(table);
            }
            else if (Match(line, @"^\| `(.+?)` \| (.+?) \| (.+?) \|$") is [var name, var type, var description])
            {
                columns.Add(new RequiredColumn(tables[^1], name, type, description));
            }
            else if (Match(line, "^- `(.+?)`") is [var index])
            {
                indexes.Add((tables[^1], index));
            }
            else if (Match(line, @"^- Unique constraint on \((.+)\)$") is [var unique])
            {
                uniques.Add((tables[^1], unique));
            }
        }

        return new RequiredSchema(tables, columns, indexes, uniques);
    }

    private static string[]? Match(string line, string pattern)
    {
        Match match = Regex.Match(line, pattern, RegexOptions.NonBacktracking);
        return match.Success ? [.. match.Groups.Values.Skip(1).Select(group => group.Value)] : null;
    }
}
