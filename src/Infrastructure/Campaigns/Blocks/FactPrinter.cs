using System.Globalization;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Contracts;

namespace AiWebBuilder.Infrastructure.Campaigns.Blocks;

/// <summary>
/// Prints facts as a language writes them. Nobody else prints them: a price, a phone number or an opening time on a page is always the
/// owner's.
/// </summary>
internal sealed class FactPrinter(string language, BlockLabels labels)
{
    private static readonly string[] Week = ["mo", "tu", "we", "th", "fr", "sa", "su"];

    private readonly CultureInfo culture = CultureOf(language);

    /// <summary>The parts of a fact that a template may write; <c>text</c> is the whole of it. Null: this kind is not printed.</summary>
    public Dictionary<string, object?>? Print(BlockFact fact)
    {
        return fact.Kind switch
        {
            "price" => Price(fact.Value),
            "phone" or "fax" => Phone(fact.Value),
            "email" => Parts(Text(fact.Value, "email"), $"mailto:{Text(fact.Value, "email")}"),
            "address" => Address(fact.Value),
            "link" => Parts(Shown(Text(fact.Value, "url")!), Absolute(Text(fact.Value, "url")!)),
            "hours" => Hours(fact.Value),
            "date" => Date(fact.Value),
            "person" => Parts(Text(fact.Value, "name")),
            _ => Text(fact.Value, "text") is { } text ? Parts(text) : null,
        };
    }

    /// <summary>The size of a file in the unit that leaves few digits.</summary>
    public string Size(long bytes) =>
        bytes < 1_000_000
            ? string.Create(culture, $"{Math.Max(1, bytes / 1000)} kB")
            : string.Create(culture, $"{bytes / 1e6:0.#} MB");

    private static Dictionary<string, object?> Parts(string? text, string? href = null) =>
        new(StringComparer.Ordinal) { ["text"] = text, ["href"] = href };

    private static string? Text(JsonNode value, string name) => value[name]?.GetValue<string>();

    private Dictionary<string, object?> Price(JsonObject value)
    {
        if (Text(value, "written") is { } written)
        {
            var asWritten = Parts(written);
            asWritten["unit"] = Text(value, "unit");
            return asWritten;
        }
        var amount = Money(value, "amount");
        var qualifier = Text(value, "qualifier") ?? "exact";
        var text = qualifier switch
        {
            "free" => labels["free"],
            "range" => $"{amount} – {Money(value, "amountTo")}",
            "from" or "until" or "about" => labels.Around(qualifier, amount),
            "plus" => $"+ {amount}",
            _ => amount,
        };
        var printed = Parts(text);
        // The words beside the figure are smaller than it.
        printed["unit"] = Text(value, "unit") is { } unit
            ? labels.Around("per", labels.OrOwn($"unit.{unit}", unit))
            : null;
        return printed;
    }

    private string Money(JsonObject value, string name)
    {
        var amount = decimal.Parse(Text(value, name) ?? "0", CultureInfo.InvariantCulture);
        var format = (NumberFormatInfo)culture.NumberFormat.Clone();
        format.CurrencySymbol = Symbol(Text(value, "currency") ?? "");
        if (format.CurrencySymbol == "円")
        {
            // The word, unlike the sign, stands behind the figure.
            format.CurrencyPositivePattern = 1;
        }
        return amount.ToString(amount == decimal.Truncate(amount) ? "C0" : "C2", format);
    }

    /// <summary>The sign that people know; where several currencies share one, the code says which is meant.</summary>
    private string Symbol(string currency)
    {
        var own = culture.IsNeutralCulture ? null : new RegionInfo(culture.Name);
        return currency switch
        {
            "EUR" => "€",
            "GBP" => "£",
            "JPY" => language.StartsWith("ja", StringComparison.Ordinal) ? "円" : "¥",
            "USD" or "CAD" or "AUD" or "NZD" => own?.ISOCurrencySymbol == currency || currency == "USD"
                ? "$"
                : currency,
            _ => own?.ISOCurrencySymbol == currency ? own.CurrencySymbol : currency,
        };
    }

    private static Dictionary<string, object?> Phone(JsonObject value)
    {
        var written = Text(value, "written");
        var number = Text(value, "e164") ?? Text(value, "shortCode");
        return Parts(written ?? number, number is null ? null : $"tel:{number}");
    }

    /// <summary>In the order that letters of the language's countries have.</summary>
    private Dictionary<string, object?> Address(JsonObject value)
    {
        var (street, postcode, town) = (
            Join(", ", Text(value, "street"), Text(value, "unit")),
            Text(value, "postcode"),
            Text(value, "locality")
        );
        string?[] lines = language.Split('-')[0] switch
        {
            "ja" =>
            [
                Join("", postcode is null ? null : $"〒{postcode} ", Text(value, "region"), town, street),
                Text(value, "building"),
            ],
            "en" => [Text(value, "building"), street, Join(" ", Join(", ", town, Text(value, "region")), postcode)],
            _ => [Text(value, "building"), street, Join(" ", postcode, town)],
        };
        string[] kept = [.. lines.Where(line => !string.IsNullOrEmpty(line)).Select(line => line!)];
        var printed = Parts(
            string.Join(", ", kept),
            $"https://www.openstreetmap.org/search?query={Uri.EscapeDataString(string.Join(", ", kept))}"
        );
        printed["lines"] = kept;
        return printed;
    }

    private static string Join(string separator, params string?[] parts) =>
        string.Join(separator, parts.Where(part => !string.IsNullOrEmpty(part)));

    private Dictionary<string, object?> Hours(JsonObject value)
    {
        if (value["written"] is JsonArray written)
        {
            var asWritten = written
                .Select(row => (Days: Text(row!, "days") ?? "", Times: Text(row!, "times") ?? ""))
                .ToArray();
            return Rows(asWritten, what: null);
        }
        var spans = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var entry in value["regular"]?.AsArray() ?? [])
        {
            foreach (var day in entry!["days"]?.AsArray() ?? [])
            {
                var name = day!.GetValue<string>();
                if (!spans.TryGetValue(name, out var list))
                {
                    spans[name] = list = [];
                }
                list.Add(Span(entry));
            }
        }
        // A week begins as the language's own does, and neighbours with the same times share a row.
        var first = ((int)culture.DateTimeFormat.FirstDayOfWeek + 6) % 7;
        List<(string From, string To, string Times)> rows = [];
        foreach (var day in Enumerable.Range(first, 7).Select(day => Week[day % 7]).Append("ph"))
        {
            if (!spans.TryGetValue(day, out var list))
            {
                continue;
            }
            var times = string.Join(", ", list);
            if (rows is [.., var last] && last.Times == times && day != "ph" && Follows(last.To, day))
            {
                rows[^1] = last with { To = day };
            }
            else
            {
                rows.Add((day, day, times));
            }
        }
        return Rows([.. rows.Select(row => (Days(row.From, row.To), row.Times))], Text(value, "what"));
    }

    private static Dictionary<string, object?> Rows(IReadOnlyList<(string Days, string Times)> rows, string? what)
    {
        var printed = Parts(string.Join("; ", rows.Select(row => $"{row.Days}: {row.Times}")));
        printed["rows"] = rows.Select(row => new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["days"] = row.Days,
                ["times"] = row.Times,
            })
            .ToList();
        printed["what"] = what;
        return printed;
    }

    private static bool Follows(string one, string next) =>
        (Array.IndexOf(Week, one) + 1) % 7 == Array.IndexOf(Week, next);

    private string Span(JsonNode entry)
    {
        if (entry["closed"]?.GetValue<bool>() == true)
        {
            return labels["closed"];
        }
        if (entry["byAppointment"]?.GetValue<bool>() == true)
        {
            return labels["byAppointment"];
        }
        return (Text(entry, "open"), Text(entry, "close")) switch
        {
            ("00:00", "24:00" or "00:00" or "23:59") => labels["allDay"],
            ({ } open, { } close) => $"{Time(open)} – {Time(close)}",
            ({ } open, null) => labels.Around("from", Time(open)),
            (null, { } close) => labels.Around("until", Time(close)),
            _ => labels["open"],
        };
    }

    private string Days(string from, string to) =>
        from == to ? Day(from)
        : Follows(from, to) ? $"{Day(from)}, {Day(to)}"
        : $"{Day(from)} – {Day(to)}";

    private string Day(string day) =>
        day == "ph" ? labels["holidays"] : culture.DateTimeFormat.DayNames[(Array.IndexOf(Week, day) + 1) % 7];

    private string Time(string time) =>
        TimeOnly.TryParseExact(time, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed)
            ? parsed.ToString(culture.DateTimeFormat.ShortTimePattern, culture)
            : time;

    private Dictionary<string, object?> Date(JsonObject value)
    {
        var written = Text(value, "date") ?? "";
        var day = DateOnly.TryParseExact(
            written,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var date
        )
            ? date.ToString(culture.DateTimeFormat.LongDatePattern, culture)
            : written;
        var text = Text(value, "time") is { } time ? $"{day}, {Time(time)}" : day;
        if (Text(value, "endTime") is { } end)
        {
            text += $" – {Time(end)}";
        }
        var printed = Parts(text);
        if (date != default)
        {
            // For a leaf of a calendar.
            printed["weekday"] = culture.DateTimeFormat.GetDayName(date.DayOfWeek);
            printed["day"] = date.Day.ToString(culture);
            printed["month"] = date.ToString(culture.DateTimeFormat.YearMonthPattern, culture);
        }
        printed["iso"] = Text(value, "time") is { } at ? $"{written}T{at}" : written;
        return printed;
    }

    private static string Shown(string url)
    {
        var shown = url.Replace("https://", "", StringComparison.OrdinalIgnoreCase)
            .Replace("http://", "", StringComparison.OrdinalIgnoreCase);
        return shown.TrimEnd('/');
    }

    private static string? Absolute(string url)
    {
        var absolute = url.Contains("://", StringComparison.Ordinal) ? url : $"https://{url}";
        return Uri.TryCreate(absolute, UriKind.Absolute, out var known) && known.Scheme is "https" or "http"
            ? known.AbsoluteUri
            : null;
    }

    private static CultureInfo CultureOf(string language)
    {
        try
        {
            return CultureInfo.GetCultureInfo(language, predefinedOnly: true);
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.InvariantCulture;
        }
    }
}
