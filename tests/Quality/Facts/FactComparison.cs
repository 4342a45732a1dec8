using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Facts;

namespace AiWebBuilder.Quality.Facts;

/// <summary>
/// When a fact that was read is the one that was stated. A strict kind has every part of its value right: numbers, codes, days and times
/// exactly; parts in words (what for, whose) when they share a word, and only where the words expected are the owner's own.
/// </summary>
internal static class FactComparison
{
    private static readonly string[] Overlapping =
    [
        "place",
        "service",
        "product",
        "claim",
        "audience",
        "offer",
        "credential",
    ];

    public static IReadOnlyList<string> Strict { get; } =
    [
        "phone",
        "fax",
        "email",
        "address",
        "link",
        "social",
        "hours",
        "price",
        "date",
        "registration",
        "deliverable",
        "signOff",
        "mustNotSay",
        "colour",
    ];

    public static bool AreSame(StatedFact stated, ReadFact read, string text) =>
        stated.Kind == read.Kind
        && Touches(stated.Quote, read.Quote)
        && stated.Kind switch
        {
            "phone" or "fax" => SamePhone(stated.Value, read.Value, text),
            "email" => Equal(stated.Value, read.Value, "email"),
            "link" => Equal(stated.Value, read.Value, "url"),
            "social" => Equal(stated.Value, read.Value, "platform", "handle"),
            "address" => Equal(
                stated.Value,
                read.Value,
                "street",
                "unit",
                "building",
                "poBox",
                "district",
                "locality",
                "region",
                "postcode"
            ),
            "hours" => SameSlots(stated.Value, read.Value) && Shared(stated.Value, read.Value, text, "what", "place"),
            "price" => SamePrice(stated.Value, read.Value) && Shared(stated.Value, read.Value, text, "what"),
            "date" => Equal(stated.Value, read.Value, "date", "to", "time", "endTime", "weekday")
                && Shared(stated.Value, read.Value, text, "what"),
            "registration" => Letters(Part(stated.Value, "number")) == Letters(Part(read.Value, "number"))
                && Shared(stated.Value, read.Value, text, "type"),
            "deliverable" => Equal(stated.Value, read.Value, "what", "order")
                && (Part(stated.Value, "topic") is not { } topic || Plain(topic) == Plain(Part(read.Value, "topic"))),
            "colour" => Equal(stated.Value, read.Value, "name", "hex", "role"),
            _ => Plain(stated.Value.GetValue<string>()) == Plain(read.Value.GetValue<string>()),
        };

    /// <summary>Kinds that list what must be found at least: the right words, of places, services, products and claims under a neighbouring kind too.</summary>
    public static bool IsFound(StatedFact stated, ReadFact read) =>
        (
            stated.Kind == read.Kind
            || (
                Overlapping.Contains(stated.Kind, StringComparer.Ordinal)
                && Overlapping.Contains(read.Kind, StringComparer.Ordinal)
            )
        )
        && Touches(stated.Quote, read.Quote)
        && stated.Kind switch
        {
            "capacity" or "duration" => Equal(stated.Value, read.Value, "amount", "amountTo"),
            "language" => Codes(stated.Value).SetEquals(Codes(read.Value)),
            "offer" when read.Kind == "offer" => Equal(stated.Value, read.Value, "percent", "amount", "currency"),
            "person" => Plain(Part(stated.Value, "name")) == Plain(Part(read.Value, "name")),
            _ => Covers(Words(read), stated.Value is JsonValue own ? own.GetValue<string>() : stated.Quote),
        };

    /// <summary>What a wrong telephone number, price or time would make a visitor do: dial, pay or come.</summary>
    public static IEnumerable<string> Core(string kind, JsonNode value) =>
        kind switch
        {
            "phone" or "fax" => [Part(value, "e164") ?? Digits(Part(value, "written"))],
            "price" =>
            [
                $"{Plain(Number(Part(value, "amount")))}-{Plain(Number(Part(value, "amountTo")))} {Part(value, "currency")} {Part(value, "qualifier")}",
            ],
            _ => Slots(value).Where(slot => !slot.EndsWith("closed", StringComparison.Ordinal)),
        };

    // 149 and 149.00 are one amount.
    private static string Plain(decimal? amount) =>
        amount?.ToString("0.############", CultureInfo.InvariantCulture) ?? "";

    public static string Plain(string? words)
    {
        var plain = new StringBuilder();
        foreach (var c in (words ?? "").Normalize(NormalizationForm.FormKC))
        {
            if (
                char.IsLetterOrDigit(c)
                || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            )
            {
                plain.Append(char.ToLowerInvariant(c));
            }
            else if (plain.Length > 0 && plain[^1] != ' ')
            {
                plain.Append(' ');
            }
        }

        return plain.ToString().TrimEnd();
    }

    private static bool SamePhone(JsonNode stated, JsonNode read, string text) =>
        (
            Part(stated, "e164") is { } number
                ? number == Part(read, "e164")
                : Part(read, "e164") is null && Digits(Part(stated, "written")) == Digits(Part(read, "written"))
        )
        && Equal(stated, read, "shortCode", "extension", "only")
        && Channels(stated).SetEquals(Channels(read))
        && Shared(stated, read, text, "role");

    private static bool SamePrice(JsonNode stated, JsonNode read) =>
        Core("price", stated).SequenceEqual(Core("price", read), StringComparer.Ordinal)
        && Number(Part(stated, "quantity")) == Number(Part(read, "quantity"))
        // A unit or tax that only a neighbouring price names may be carried over or left out.
        && new[] { "unit", "tax" }.All(part =>
            Part(stated, part) is not { } own || Part(read, part) is not { } other || Plain(own) == Plain(other)
        );

    private static bool SameSlots(JsonNode stated, JsonNode read) =>
        Slots(stated).ToHashSet(StringComparer.Ordinal).SetEquals(Slots(read));

    /// <summary>A day and its time each, so that it does not matter how days are grouped.</summary>
    private static IEnumerable<string> Slots(JsonNode value)
    {
        foreach (
            var (list, entry) in new[] { "regular", "exceptions" }.SelectMany(list =>
                value[list]!.AsArray().Select(entry => (list, entry!))
            )
        )
        {
            var when =
                list == "regular" ? ""
                : Part(entry, "when") is { } said
                && said.Any(char.IsAsciiDigit)
                && said.StartsWith("--", StringComparison.Ordinal)
                    ? said
                : "then";
            var state =
                entry["closed"] is not null ? "closed"
                : entry["byAppointment"] is not null ? "byAppointment"
                : $"{Part(entry, "open")}-{Part(entry, "close")}";
            foreach (
                var day in entry["days"]?.AsArray().Select(day => day!.GetValue<string>())
                    ?? [list == "regular" ? "any" : ""]
            )
            {
                yield return $"{when} {day} {state}";
            }
        }
    }

    private static bool Equal(JsonNode stated, JsonNode read, params string[] parts) =>
        parts.All(part => string.Equals(Part(stated, part), Part(read, part), StringComparison.OrdinalIgnoreCase));

    private static bool Shared(JsonNode stated, JsonNode read, string text, params string[] parts) =>
        parts.All(part =>
        {
            var own = WordsOf(Part(stated, part))
                .Where(word => Plain(text).Contains(word, StringComparison.Ordinal))
                .ToArray();
            var other = Plain(Part(read, part));
            return own.Length == 0 || own.Any(word => other.Contains(word, StringComparison.Ordinal));
        });

    // Without spaces between words two signs are taken for one; an ending may differ.
    private static IEnumerable<string> WordsOf(string? words) =>
        Plain(words)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(word =>
                word[0] > '\u0E00' && word.Length > 2
                    ? Enumerable.Range(0, word.Length - 1).Select(i => word.Substring(i, 2))
                    : [word.Length > 5 ? word[..^2] : word]
            );

    private static bool Covers(string read, string stated)
    {
        var words = WordsOf(stated).ToArray();
        return words.Length > 0
            && words.Count(word => Plain(read).Contains(word, StringComparison.Ordinal)) * 10 >= words.Length * 7;
    }

    private static string Words(ReadFact read) =>
        read.Value is JsonValue ? read.Value.GetValue<string>() : Part(read.Value, "text") ?? read.Quote;

    private static bool Touches(string stated, string read)
    {
        var (own, other) = (Plain(stated), Plain(read));
        return own.Contains(other, StringComparison.Ordinal)
            || other.Contains(own, StringComparison.Ordinal)
            || WordsOf(stated).Any(word => word.Length > 1 && other.Contains(word, StringComparison.Ordinal));
    }

    private static HashSet<string> Channels(JsonNode phone) =>
        [
            .. (Part(phone, "channel") ?? "")
                .Split(", ", StringSplitOptions.RemoveEmptyEntries)
                .Where(channel => channel != "phone"),
        ];

    private static HashSet<string> Codes(JsonNode language) =>
        [.. language["codes"]!.AsArray().Select(code => code!.GetValue<string>())];

    private static string? Part(JsonNode value, string part) => value[part]?.ToString();

    private static string Digits(string? written) =>
        string.Concat((written ?? "").Where(char.IsDigit).Select(c => CharUnicodeInfo.GetDecimalDigitValue(c)));

    private static string Letters(string? number) => Plain(number).Replace(" ", "", StringComparison.Ordinal);

    private static decimal? Number(string? amount) =>
        amount is null ? null : decimal.Parse(amount, CultureInfo.InvariantCulture);
}
