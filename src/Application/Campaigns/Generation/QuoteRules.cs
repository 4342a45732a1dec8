using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Domain.Campaigns.Planning;

namespace AiWebBuilder.Application.Campaigns.Generation;

/// <summary>What somebody is quoted with is what the owner gave: exactly these words, and that name.</summary>
/// <param name="sources">The owner's words.</param>
/// <param name="standing">What stands there already, when it is reworked.</param>
internal sealed partial class QuoteRules(string sources, IReadOnlySet<string> standing)
{
    private readonly IReadOnlyList<GivenQuote> given = GivenQuote.AllIn(sources);
    private readonly HashSet<string> marked = new(
        Marked().Matches(sources).Select(span => Plain(span.Groups["words"].Value)),
        StringComparer.OrdinalIgnoreCase
    );
    private readonly string said = Plain(sources);

    /// <param name="props">Of a block that quotes: one of its own, or a list of items.</param>
    public IEnumerable<PropFinding> Check(JsonObject props) =>
        props["items"] is JsonArray items
            ? items.OfType<JsonObject>().SelectMany((item, index) => One($"/items/{index}", item))
            : One("", props);

    private IEnumerable<PropFinding> One(string path, JsonObject quote)
    {
        if (TextOf(quote, "text") is not { } text || standing.Contains(text))
        {
            yield break;
        }
        var known = given.FirstOrDefault(one => IsSame(one.Text, text));
        if (known is null && !marked.Contains(Plain(text)))
        {
            yield return new($"{path}/text", "is not a quote that the brief gives word for word.");
            yield break;
        }
        var name = TextOf(quote, "name") ?? "";
        if (known is not null ? !IsSame(known.Name, name) : !IsSaid(name))
        {
            yield return new($"{path}/name", "is not the name that the brief gives for this quote.");
        }
        foreach (var member in Beside)
        {
            if (TextOf(quote, member) is { } more && !IsSaid(more))
            {
                yield return new($"{path}/{member}", "says something of this person that the brief does not.");
            }
        }
    }

    private static readonly string[] Beside = ["role", "source"];

    private static string? TextOf(JsonObject quote, string member) =>
        quote[member] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private bool IsSaid(string text) => said.Contains(Plain(text), StringComparison.OrdinalIgnoreCase);

    private static bool IsSame(string one, string other) =>
        string.Equals(Plain(one), Plain(other), StringComparison.OrdinalIgnoreCase);

    /// <summary>Without what the end of a sentence adds.</summary>
    private static string Plain(string text) =>
        Spaces().Replace(text, " ").Trim(' ', '.', ',', '。', '،', '“', '”', '„', '«', '»', '"');

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();

    [GeneratedRegex(
        """["“”„«»「](?<words>[^"“”„«»「」]{12,320})["”“»«」]""",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Marked();
}
