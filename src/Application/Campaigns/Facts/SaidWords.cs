using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Domain.Campaigns.Facts;

namespace AiWebBuilder.Application.Campaigns.Facts;

/// <summary>What a component says, to look for what the owner said: words and addresses of links, whoever wrote them.</summary>
internal sealed partial class SaidWords
{
    private readonly Guid componentId;
    private readonly string markup;
    private readonly string words;
    private readonly IReadOnlySet<string> numbers;

    public SaidWords(Guid componentId, string code)
    {
        this.componentId = componentId;
        markup = Plain(WebUtility.HtmlDecode(code));
        words = Plain(WebUtility.HtmlDecode(Tags().Replace(code, " ")));
        numbers = CopyChecks.NumbersIn(words);
    }

    /// <summary>The components that say a fact, by its value, or in its own words.</summary>
    public static IReadOnlyList<Guid> Saying(IEnumerable<SaidWords> pages, Fact fact) =>
        [.. pages.Where(page => page.Says(fact)).Select(page => page.componentId)];

    /// <summary>Whom its links call or send a text message to.</summary>
    public static IEnumerable<string> NumbersDialled(string code) =>
        Dialling().Matches(WebUtility.HtmlDecode(code)).Select(link => link.Groups["number"].Value);

    /// <summary>Whether it says a text of the owner's, be it without its full stop.</summary>
    public bool Says(string text) =>
        Plain(text).TrimEnd('.', '。', '।', '۔', ' ') is { Length: > 2 } said
        && words.Contains(said, StringComparison.OrdinalIgnoreCase);

    private bool Says(Fact fact) =>
        fact.Kind switch
        {
            "phone" or "fax" => Holds(fact.Value, "e164") || Holds(fact.Value, "written"),
            "email" => Holds(fact.Value, "email"),
            "link" => Holds(fact.Value, "url"),
            "social" => Holds(fact.Value, "handle"),
            "address" => Holds(fact.Value, "street")
                || (
                    fact.Value["street"] is null
                    && (Holds(fact.Value, "postcode") || Holds(fact.Value, "building") || Holds(fact.Value, "locality"))
                ),
            "price" when (string?)fact.Value["amount"] is { } amount => SaysNumber(amount)
                // The brief's words may say another amount by now.
                || (fact.Source != FactSources.Person && Says(fact.Quote)),
            "hours" => SaysItsTimes(fact.Value) || Says(fact.Quote),
            _ => Says(fact.Quote) || (fact.Value is JsonValue text && Says(text.ToString())) || SaysItsNumbers(fact),
        };

    /// <summary>Dates and counts are printed in another form than they were written in; their numbers stay.</summary>
    private bool SaysItsNumbers(Fact fact) =>
        fact.Kind is "date" or "capacity" or "duration"
        && CopyChecks.NumbersIn(fact.Quote) is { Count: > 0 } said
        && said.Any(number => number.Length > 1)
        && said.All(numbers.Contains);

    private bool SaysNumber(string amount) => CopyChecks.NumbersIn(amount).IsSubsetOf(numbers);

    /// <summary>As clocks of twelve or of twenty-four hours show them; what has no times is closed, or open at any.</summary>
    private bool SaysItsTimes(JsonNode value)
    {
        var hours = (value["regular"]?.AsArray() ?? [])
            .SelectMany(entry => new[] { (string?)entry!["open"], (string?)entry["close"] })
            .OfType<string>()
            .Select(time => int.Parse(time[..2], CultureInfo.InvariantCulture))
            .Distinct()
            .ToArray();
        return hours.Length > 0 && hours.All(hour => SaysHour(hour) || SaysHour(((hour + 11) % 12) + 1));

        bool SaysHour(int hour) =>
            numbers.Contains(hour.ToString("00", CultureInfo.InvariantCulture))
            || numbers.Contains(hour.ToString(CultureInfo.InvariantCulture));
    }

    private bool Holds(JsonNode value, string part) =>
        value[part]?.ToString() is { Length: > 0 } text
        && markup.Contains(Plain(text), StringComparison.OrdinalIgnoreCase);

    private static string Plain(string text) => Spaces().Replace(text, " ").Trim();

    [GeneratedRegex(
        "href=[\"'](?:tel|sms):(?<number>[+*#0-9]+)",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    )]
    private static partial Regex Dialling();

    [GeneratedRegex("<[^>]*>", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Tags();

    [GeneratedRegex(@"[\s\u00a0\u202f]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();
}
