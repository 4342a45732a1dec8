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
        AreOfOne(stated, read) && Members(stated, read, text).All(member => member.IsSame);

    /// <summary>Whether one may be a reading of the other, right or wrong.</summary>
    public static bool AreOfOne(StatedFact stated, ReadFact read) =>
        stated.Kind == read.Kind && Touches(stated.Quote, read.Quote);

    /// <summary>The members of the values that the kind is compared by.</summary>
    public static IEnumerable<(string Name, bool IsSame)> Members(StatedFact stated, ReadFact read, string text)
    {
        var (own, other) = (stated.Value, read.Value);
        return stated.Kind switch
        {
            "phone" or "fax" =>
            [
                ("number", SameNumber(own, other)),
                .. Equal("shortCode", "extension", "only"),
                ("channel", Channels(own).SetEquals(Channels(other))),
                .. Shared("role"),
            ],
            "email" => Equal("email"),
            "link" => Equal("url"),
            "social" => Equal("platform", "handle"),
            "address" => Equal("street", "unit", "building", "poBox", "district", "locality", "region", "postcode"),
            "hours" =>
            [
                ("days", SameSlots(own, other, slot => slot.List == "regular" ? slot.Day : "")),
                ("times", SameSlots(own, other, slot => slot.List == "regular" ? slot.State : "")),
                ("days with times", SameSlots(own, other, slot => slot.List == "regular" ? slot.Words : "")),
                ("exceptions", SameSlots(own, other, slot => slot.List == "regular" ? "" : slot.Words)),
                .. Shared("what", "place"),
            ],
            "price" =>
            [
                .. Amounts("amount", "amountTo"),
                .. Equal("currency"),
                // Which for which: "until instead of from" would have a visitor pay more.
                (
                    $"{Part(own, "qualifier")} as {Part(other, "qualifier")}",
                    Part(own, "qualifier") == Part(other, "qualifier")
                ),
                .. Amounts("quantity"),
                // A unit or tax that only a neighbouring price names may be carried over or left out.
                .. new[] { "unit", "tax" }.Select(name =>
                    (
                        name,
                        Part(own, name) is not { } one || Part(other, name) is not { } its || Plain(one) == Plain(its)
                    )
                ),
                .. Shared("what"),
            ],
            "date" => [.. Equal("date", "to", "time", "endTime", "weekday"), .. Shared("what")],
            "registration" =>
            [
                ("number", Letters(Part(own, "number")) == Letters(Part(other, "number"))),
                .. Shared("type"),
            ],
            "deliverable" =>
            [
                .. Equal("what", "order"),
                ("topic", Part(own, "topic") is not { } topic || Plain(topic) == Plain(Part(other, "topic"))),
            ],
            "colour" => Equal("name", "hex", "role"),
            "capacity" or "duration" => Equal("amount", "amountTo"),
            "language" => [("codes", Codes(own).SetEquals(Codes(other)))],
            "person" => [("name", Plain(Part(own, "name")) == Plain(Part(other, "name")))],
            "offer" => Equal("percent", "amount", "currency"),
            _ => [("words", Plain(own.GetValue<string>()) == Plain(other.GetValue<string>()))],
        };

        IEnumerable<(string, bool)> Equal(params string[] names) =>
            names.Select(name => (name, FactComparison.Equal(own, other, name)));

        IEnumerable<(string, bool)> Shared(params string[] names) =>
            names.Select(name => (name, FactComparison.Shared(own, other, text, name)));

        // 149 and 149.00 are one amount.
        IEnumerable<(string, bool)> Amounts(params string[] names) =>
            names.Select(name => (name, Number(Part(own, name)) == Number(Part(other, name))));
    }

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
            "capacity" or "duration" or "language" or "person" => Members(stated, read, "").All(one => one.IsSame),
            "offer" when read.Kind == "offer" => Members(stated, read, "").All(one => one.IsSame),
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
            _ => Slots(value).Where(slot => slot.State != "closed").Select(slot => slot.Words),
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

    private static bool SameNumber(JsonNode stated, JsonNode read) =>
        Part(stated, "e164") is { } number
            ? number == Part(read, "e164")
            : Part(read, "e164") is null && Digits(Part(stated, "written")) == Digits(Part(read, "written"));

    private static bool SameSlots(JsonNode stated, JsonNode read, Func<Slot, string> of) =>
        Slots(stated).Select(of).ToHashSet(StringComparer.Ordinal).SetEquals(Slots(read).Select(of));

    /// <summary>A day and its time each, so that it does not matter how days are grouped.</summary>
    private static IEnumerable<Slot> Slots(JsonNode value)
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
                yield return new Slot(list, when, day, state);
            }
        }
    }

    private sealed record Slot(string List, string When, string Day, string State)
    {
        public string Words => $"{When} {Day} {State}";
    }

    private static bool Equal(JsonNode stated, JsonNode read, string part) =>
        string.Equals(Part(stated, part), Part(read, part), StringComparison.OrdinalIgnoreCase);

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
