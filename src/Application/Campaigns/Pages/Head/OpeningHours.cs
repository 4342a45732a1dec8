using System.Globalization;
using System.Text.Json.Nodes;

namespace AiWebBuilder.Application.Campaigns.Pages.Head;

/// <summary>Opening times as schema.org writes them.</summary>
internal static class OpeningHours
{
    private static readonly Dictionary<string, string> Days = new(StringComparer.Ordinal)
    {
        ["mo"] = "Monday",
        ["tu"] = "Tuesday",
        ["we"] = "Wednesday",
        ["th"] = "Thursday",
        ["fr"] = "Friday",
        ["sa"] = "Saturday",
        ["su"] = "Sunday",
        ["ph"] = "PublicHolidays",
    };

    /// <param name="hours">The value of a fact about opening times.</param>
    /// <returns>What can be told for sure: an entry whose days or times are not said is left out.</returns>
    public static IEnumerable<JsonNode> Of(JsonNode hours) =>
        (hours["regular"]?.AsArray() ?? [])
            .Where(entry => entry!["days"] is JsonArray)
            .Select(entry => Specification(entry!))
            .Concat((hours["exceptions"]?.AsArray() ?? []).Select(entry => Exception(entry!)))
            .OfType<JsonNode>();

    private static JsonObject? Exception(JsonNode entry)
    {
        var span = ((string?)entry["when"] ?? "").Split('/');
        if (
            !span.All(day =>
                DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ) || Specification(entry) is not { } specification
        )
        {
            return null;
        }
        specification["validFrom"] = span[0];
        specification["validThrough"] = span[^1];
        return specification;
    }

    private static JsonObject? Specification(JsonNode entry)
    {
        var isClosed = (bool?)entry["closed"] is true;
        var (open, close) = isClosed ? ("00:00", "00:00") : ((string?)entry["open"], (string?)entry["close"]);
        if (open is null || close is null)
        {
            return null;
        }
        var specification = new JsonObject { ["@type"] = "OpeningHoursSpecification" };
        if (entry["days"] is JsonArray { Count: > 0 } days)
        {
            specification["dayOfWeek"] = new JsonArray([
                .. days.Select(day => JsonValue.Create(Days[day!.GetValue<string>()])),
            ]);
        }
        // A day is open to its end; the same two times would say that it is closed.
        var endsWithDay = close == "24:00" || (!isClosed && (open, close) is ("00:00", "00:00"));
        specification["opens"] = open;
        specification["closes"] = endsWithDay ? "23:59" : close;
        return specification;
    }
}
