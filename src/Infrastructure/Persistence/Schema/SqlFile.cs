using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace AiWebBuilder.Infrastructure.Persistence.Schema;

/// <summary>A function, a view, a trigger or a policy.</summary>
/// <param name="Table">Of a trigger or a policy; null: the others stand alone.</param>
internal sealed record SqlObject(string Kind, string Name, string? Table);

/// <summary>
/// One file of <c>Persistence/Sql</c> that can be applied again and again: <c>functions/&lt;Module&gt;/&lt;name&gt;.sql</c>,
/// <c>views/&lt;Module&gt;/&lt;name&gt;.sql</c>, <c>triggers/&lt;Module&gt;/&lt;table&gt;.sql</c> or
/// <c>policies/&lt;Module&gt;/&lt;table&gt;.sql</c>.
/// </summary>
/// <param name="Path">Below <c>Persistence/Sql</c>.</param>
internal sealed partial record SqlFile(string Path, string Text)
{
    public const string Functions = "functions";
    public const string Views = "views";
    public const string Triggers = "triggers";
    public const string Policies = "policies";

    /// <summary>In the order in which they depend on each other.</summary>
    public static readonly IReadOnlyList<string> Kinds = [Functions, Views, Triggers, Policies];

    public string Kind { get; } = Path.Split('/')[0];

    public string Module { get; } = Path.Split('/')[1];

    /// <summary>What the file is named after: a function, a view or a table.</summary>
    public string Name { get; } = System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>SHA-256 of the text, in hexadecimal.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    /// <summary>Read from the text: the statements begin their lines, as all files here have it.</summary>
    public IReadOnlyList<SqlObject> Objects { get; } =
    [
        .. Created()
            .Matches(Text)
            .Select(one => new SqlObject(
                one.Groups["kind"].Value switch
                {
                    "function" => Functions,
                    "view" => Views,
                    "trigger" => Triggers,
                    _ => Policies,
                },
                one.Groups["name"].Value,
                one.Groups["table"].Success ? one.Groups["table"].Value : null
            )),
    ];

    [GeneratedRegex(
        """
            ^create\ (or\ replace\ )?(
                (?<kind>function)\ (?<name>\w+)\(
                | (?<kind>view)\ (?<name>\w+)
                | (constraint\ )?(?<kind>trigger)\ (?<name>\w+)\ [^;]*?\bon\ (?<table>\w+)
                | (?<kind>policy)\ (?<name>\w+)\ on\ (?<table>\w+)
            )
            """,
        RegexOptions.Multiline | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture,
        5000
    )]
    private static partial Regex Created();
}
