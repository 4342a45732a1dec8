using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Contracts;

namespace AiWebBuilder.Application.Campaigns.Generation;

/// <summary>
/// The prices of an answer: each of an amount and in a currency that the owner gave, beside what costs it and beside nothing else.
/// </summary>
/// <param name="sources">The owner's words.</param>
/// <param name="facts">By their ids; the prices among them say what they are for.</param>
internal sealed partial class PriceRules(string sources, IReadOnlyDictionary<string, BlockFact> facts)
{
    /// <summary>Words and signs; a dollar sign without its country stands for no other currency's.</summary>
    private static readonly FrozenDictionary<string, string> Currencies = new Dictionary<string, string>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["€"] = "EUR",
        ["euro"] = "EUR",
        ["euros"] = "EUR",
        ["£"] = "GBP",
        ["pound"] = "GBP",
        ["pounds"] = "GBP",
        ["$"] = "$",
        ["USD"] = "$",
        ["dollar"] = "$",
        ["dollars"] = "$",
        ["¥"] = "JPY",
        ["円"] = "JPY",
        ["₹"] = "INR",
        ["zł"] = "PLN",
        ["kr"] = "kr",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Codes = CultureInfo
        .GetCultures(CultureTypes.SpecificCultures)
        .Where(culture => culture.LCID != CultureInfo.InvariantCulture.LCID)
        .Select(culture => new RegionInfo(culture.Name).ISOCurrencySymbol)
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly SearchValues<char> SentenceEnds = SearchValues.Create(".;!?。\n");
    private static readonly SearchValues<char> ClauseEnds = SearchValues.Create(";!?。\n");

    // What people have stated since stands in no brief.
    private readonly HashSet<string> given = PricesIn(
            string.Join(
                '\n',
                facts
                    .Values.Where(fact => fact.Kind == "price")
                    .SelectMany(fact =>
                        new[] { "amount", "amountTo" }.Select(name => $"{fact.Value[name]} {fact.Value["currency"]}")
                    )
                    .Prepend(sources)
            )
        )
        .Select(price => $"{price.Amount} {price.Currency}")
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>What each price is for, with its amount.</summary>
    private readonly IReadOnlyList<(string Id, string What, string Amount)> known =
    [
        .. facts
            .Values.Where(fact => fact.Kind == "price")
            .Select(fact =>
                (
                    fact.Id,
                    What: fact.Value["what"]?.ToString().Trim() ?? "",
                    Amount: Plain(fact.Value["amount"]?.ToString() ?? "")
                )
            )
            .Where(price => price is { What.Length: > 1, Amount.Length: > 0 }),
    ];

    /// <summary>An amount of a currency that the owner did not give, or of what costs something else.</summary>
    public string? FaultOf(string text)
    {
        foreach (var (amount, currency, at) in PricesIn(text))
        {
            if (!given.Contains($"{amount} {currency}"))
            {
                return $"states {amount} {currency}, which the brief does not give in that currency.";
            }
            if (NameAt(text, at) is { } name && Amounts(name) is var own && !own.Contains(amount))
            {
                return $"gives {amount} for {name}, which costs {string.Join(" or ", own)}.";
            }
        }
        return null;
    }

    /// <summary>Prices that stand beside the name of what another price is for.</summary>
    public IEnumerable<PropFinding> Check(string path, JsonObject members)
    {
        foreach (var (name, member) in members)
        {
            switch (member)
            {
                case JsonObject inner:
                    foreach (var finding in Check($"{path}/{name}", inner))
                    {
                        yield return finding;
                    }
                    break;
                case JsonArray items:
                    for (var i = 0; i < items.Count; i++)
                    {
                        if (items[i] is JsonObject item)
                        {
                            var place = string.Create(CultureInfo.InvariantCulture, $"{path}/{name}/{i}");
                            foreach (var finding in Check(place, item))
                            {
                                yield return finding;
                            }
                        }
                    }
                    break;
                case JsonValue id
                    when name == "price" && id.TryGetValue<string>(out var key) && Misplaced(key, members) is { } fault:
                    yield return new PropFinding($"{path}/{name}", fault);
                    break;
                default:
                    break;
            }
        }
    }

    private string? Misplaced(string id, JsonObject members)
    {
        var price = known.FirstOrDefault(one => one.Id == id);
        var title = (members["title"] ?? members["heading"] ?? members["name"])?.ToString() ?? "";
        return
            price.What is { } what
            && !Names(title, what)
            && known.FirstOrDefault(other => other.Id != id && other.Amount != price.Amount && Names(title, other.What))
                is { What: { } another }
            ? $"is the price of {what}, and stands beside {another}."
            : null;
    }

    private string[] Amounts(string name) =>
        [.. known.Where(one => one.What == name).Select(one => one.Amount).Distinct(StringComparer.Ordinal)];

    /// <summary>What a price in a text is for: the name before it in its sentence that is nearest, else the one after it.</summary>
    private string? NameAt(string text, int at)
    {
        var start = text.AsSpan(0, at).LastIndexOfAny(SentenceEnds) + 1;
        // Behind an amount a full stop may be its decimal point.
        var end = text.AsSpan(at).IndexOfAny(ClauseEnds) is >= 0 and var stop ? at + stop : text.Length;
        // The owner's own sentence swaps nothing, whatever was made of it, nor when another one follows.
        var sentence = text.IndexOf(". ", at, end - at, StringComparison.Ordinal) is >= 0 and var dot ? dot : end;
        if (sources.Contains(text[start..sentence].Trim(), StringComparison.Ordinal))
        {
            return null;
        }
        var names = known
            .Select(one => one.What)
            .Distinct(StringComparer.Ordinal)
            .Where(what => Names(text[start..end], what))
            .ToArray();
        return names
                .Select(what => (what, At: text.LastIndexOf(what, at, at - start, StringComparison.OrdinalIgnoreCase)))
                .Where(one => one.At >= 0)
                .OrderByDescending(one => one.At)
                .Select(one => one.what)
                .FirstOrDefault()
            ?? (names.Length == 1 ? names[0] : null);
    }

    /// <summary>Whether a text names it, as words of its own.</summary>
    private static bool Names(string text, string what)
    {
        for (
            var at = text.IndexOf(what, StringComparison.OrdinalIgnoreCase);
            at >= 0;
            at = text.IndexOf(what, at + 1, StringComparison.OrdinalIgnoreCase)
        )
        {
            var end = at + what.Length;
            if (
                (at == 0 || !char.IsLetterOrDigit(text[at - 1]) || !char.IsAsciiLetterOrDigit(what[0]))
                && (end == text.Length || !char.IsLetterOrDigit(text[end]) || !char.IsAsciiLetterOrDigit(what[^1]))
            )
            {
                return true;
            }
        }
        return false;
    }

    private static IEnumerable<(string Amount, string Currency, int At)> PricesIn(string text)
    {
        text = text.Normalize(NormalizationForm.FormKC);
        foreach (Match match in Price().Matches(text))
        {
            foreach (var side in new[] { match.Groups["before"].Value, match.Groups["after"].Value })
            {
                if (CurrencyOf(side) is { } currency)
                {
                    yield return (Plain(match.Groups["number"].Value), currency, match.Groups["number"].Index);
                    break;
                }
            }
        }
    }

    private static string? CurrencyOf(string word) =>
        word.Length == 0 ? null
        : Currencies.TryGetValue(word, out var known) ? known
        : Codes.Contains(word) ? word
        : null;

    /// <summary>Without separators of groups and without hundredths that are none: 1,200.00 is 1200.</summary>
    private static string Plain(string number)
    {
        var cents = Cents().Match(number);
        var whole = Separators().Replace(cents.Success ? number[..cents.Index] : number, "");
        return cents.Success && cents.Groups["cents"].Value != "00" ? $"{whole}.{cents.Groups["cents"].Value}" : whole;
    }

    // A group of thousands has three digits, and a name may end in one: "A4 60 €" is no 460. Backtracking, and linear by its shape: the other engine passes over matches where a word boundary ends an optional group.
    [GeneratedRegex(
        @"((?<before>[€£$¥₹]|[A-Z]{3}|kr)[\u00a0\u202f ]?|(?<![\p{L}\p{N}]))(?<number>\d+([.,'’]\d+|[\u00a0\u202f ]\d{3}(?!\d))*)[\u00a0\u202f ]?(?<after>[€£$¥₹円]|[A-Z]{3}\b|zł|kr\b|euros?\b|pounds?\b|dollars?\b)?",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Price();

    [GeneratedRegex(@"[.,](?<cents>\d\d)\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Cents();

    [GeneratedRegex(@"[.,'’\u00a0\u202f ]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Separators();
}
