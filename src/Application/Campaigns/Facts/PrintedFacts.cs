using System.Globalization;
using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Campaigns.Facts;

namespace AiWebBuilder.Application.Campaigns.Facts;

/// <summary>The figures that blocks may print for a fact and that stand neither in it nor in the brief: each language writes times and amounts in its own way.</summary>
internal static class PrintedFacts
{
    /// <summary>22:00 is 10:00 in the evening, or 22.00; 18.5 is 18.50; what is open all day is open 24 hours.</summary>
    public static IEnumerable<string> Of(FactLedger ledger) =>
        ledger.All.SelectMany(fact =>
            Values(fact.Value).SelectMany(Printed).Concat(fact.Kind == "hours" ? ["24"] : Array.Empty<string>())
        );

    private static IEnumerable<string> Printed(string value)
    {
        if (TimeOnly.TryParseExact(value, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            yield return time.ToString("HH.mm", CultureInfo.InvariantCulture);
            yield return time.ToString("H:mm", CultureInfo.InvariantCulture);
            yield return time.ToString("h:mm", CultureInfo.InvariantCulture);
            yield return time.ToString("h.mm", CultureInfo.InvariantCulture);
        }
        else if (decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
        {
            yield return amount.ToString("F2", CultureInfo.InvariantCulture);
        }
    }

    private static IEnumerable<string> Values(JsonNode? node) =>
        node switch
        {
            JsonObject members => members.SelectMany(member => Values(member.Value)),
            JsonArray items => items.SelectMany(Values),
            JsonValue value when value.TryGetValue<string>(out var text) => [text],
            _ => [],
        };
}
