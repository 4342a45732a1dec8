using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Domain.Campaigns.Briefs;

namespace AiWebBuilder.Application.Campaigns.Facts;

/// <summary>
/// The facts of a brief as blocks print them. Props name a fact by its id, which is made of what the fact says: it stays while the owner's
/// words stay, and a fact that has been taken out of the brief leads nowhere. What is read as the owner wrote it bears <c>written</c>, and
/// is printed so.
/// </summary>
internal static class FactLedger
{
    /// <summary>By their ids, in the order in which the brief gives them.</summary>
    public static IReadOnlyDictionary<string, BlockFact> Of(Brief brief)
    {
        var facts = BriefFacts.From(brief);
        var ledger = new Dictionary<string, BlockFact>(StringComparer.Ordinal);
        foreach (var phone in facts.Phones)
        {
            var number = phone.Href["tel:".Length..];
            Add("phone", new() { ["written"] = phone.Text, [number is ['+', ..] ? "e164" : "shortCode"] = number });
        }
        foreach (var email in facts.Emails)
        {
            Add("email", new() { ["email"] = email });
        }
        foreach (var link in facts.Links)
        {
            Add("link", new() { ["url"] = link });
        }
        foreach (var money in facts.Money)
        {
            Add(
                "price",
                new()
                {
                    ["written"] = $"{money.Before}{money.Amount}",
                    ["unit"] = money.Suffix,
                    ["what"] = money.Label,
                }
            );
        }
        if (Week(facts) is { Count: > 0 } week)
        {
            Add(
                "hours",
                new()
                {
                    ["written"] = new JsonArray([
                        .. week.Select(time => new JsonObject { ["days"] = time.Days, ["times"] = time.Hours }),
                    ]),
                }
            );
        }
        foreach (var day in facts.Dates?.Days ?? [])
        {
            Add("date", new() { ["date"] = day });
        }
        if (facts.Place is { } place)
        {
            Add("place", new() { ["text"] = place });
        }
        foreach (var claim in facts.Statements.Concat(facts.Counts.Select(count => count.Text)))
        {
            var (figure, what) = BriefFacts.SplitFigure(claim);
            Add("claim", new() { ["text"] = figure ?? claim, ["what"] = what });
        }
        return ledger;

        void Add(string kind, JsonObject value)
        {
            var id = IdOf(kind, value);
            ledger.TryAdd(id, new BlockFact(id, kind, value));
        }
    }

    /// <summary>Made of what the fact says.</summary>
    public static string IdOf(string kind, JsonNode value)
    {
        var said = SHA256.HashData(Encoding.UTF8.GetBytes(value.ToJsonString()));
        return $"{kind}-{Convert.ToHexStringLower(said.AsSpan(0, 3))}";
    }

    /// <summary>Opening times by days as the brief gives them, else the days and the hours that it names apart.</summary>
    private static IReadOnlyList<OpeningTime> Week(BriefFacts facts)
    {
        if (facts.OpeningTimes.Count > 0)
        {
            return facts.OpeningTimes;
        }
        var hours = string.Join(", ", facts.Hours);
        return facts.Weekdays is { } days
            // The same hours on every day are one line.
            ? days.Days.Count > 2 && hours.Length > 0
                ? [new(days.Text, hours)]
                : [.. days.Days.Select(day => new OpeningTime(day, hours))]
            : facts.OpeningHours.Count > 0
                ? [new("", hours)]
                : [];
    }
}
