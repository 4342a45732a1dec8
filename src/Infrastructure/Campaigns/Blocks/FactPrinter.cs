using System.Globalization;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Contracts;

namespace AiWebBuilder.Infrastructure.Campaigns.Blocks;

/// <summary>
/// Prints facts as a language writes them. Nobody else prints them: a price, a phone number or an opening time on a page is always the
/// owner's.
/// </summary>
internal sealed class FactPrinter(string language, string? country, BlockLabels labels)
{
    private static readonly string[] Week = ["mo", "tu", "we", "th", "fr", "sa", "su"];

    private readonly CultureInfo culture = CultureOf(language, country);

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
            "social" => Social(fact.Value),
            "registration" => Parts(Join(" ", Text(fact.Value, "type"), Text(fact.Value, "number"))),
            "capacity" or "duration" => Parts(Counted(fact.Value)),
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
        var amount = Money(value, "amount");
        if (
            value["quantity"]?.ToString() is { } quantity
            // "Pack of 10: 300 €" says it already.
            && Text(value, "what")?.Contains(quantity, StringComparison.Ordinal) != true
        )
        {
            amount = labels.Bundle(quantity, amount);
        }
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
        if (format.CurrencySymbol is "円" or "TL" or "تومان")
        {
            // A word, unlike a sign, stands behind the figure.
            format.CurrencyPositivePattern = format.CurrencySymbol == "円" ? 1 : 3;
        }
        return amount.ToString(amount == decimal.Truncate(amount) ? "C0" : "C2", format);
    }

    /// <summary>The sign that people know; where several currencies share one, the code says which is meant.</summary>
    private string Symbol(string currency)
    {
        if (culture.Name.Length > 0 && new RegionInfo(culture.Name) is { } own && own.ISOCurrencySymbol == currency)
        {
            // As prices are written where these languages are spoken.
            return language.Split('-')[0] switch
            {
                "ja" => "円",
                "tr" => "TL",
                _ => own.CurrencySymbol,
            };
        }
        return currency switch
        {
            "EUR" => "€",
            "GBP" => "£",
            "JPY" => "¥",
            "USD" => "$",
            "INR" => "₹",
            "KRW" => "₩",
            "ILS" => "₪",
            "VND" => "₫",
            "UAH" => "₴",
            "TRY" => "₺",
            "NGN" => "₦",
            "PHP" => "₱",
            _ => currency,
        };
    }

    /// <summary>A number that the owner gives for messages and for nothing else is written to: on WhatsApp where it is there.</summary>
    private static Dictionary<string, object?> Phone(JsonObject value)
    {
        var number = Text(value, "e164") ?? Text(value, "shortCode");
        var channels = value["channel"] switch
        {
            JsonArray several => [.. several.Select(channel => channel!.GetValue<string>())],
            { } one => [one.GetValue<string>()],
            null => Array.Empty<string>(),
        };
        var isMessage = Text(value, "only") == "text" || channels is ["whatsapp"] or ["sms"];
        var printed = Parts(
            Text(value, "written") ?? number,
            number is null ? null
                : isMessage && channels.Contains("whatsapp") && number[0] == '+' ? $"https://wa.me/{number[1..]}"
                : isMessage ? $"sms:{number}"
                : $"tel:{number}"
        );
        printed["what"] = Text(value, "role");
        return printed;
    }

    private static Dictionary<string, object?> Social(JsonObject value)
    {
        var handle = Text(value, "handle") ?? "";
        var name = Uri.EscapeDataString(handle.TrimStart('@'));
        return Parts(
            handle,
            Text(value, "platform") switch
            {
                "instagram" => $"https://www.instagram.com/{name}/",
                "facebook" => $"https://www.facebook.com/{name}",
                "tiktok" => $"https://www.tiktok.com/@{name}",
                "youtube" => $"https://www.youtube.com/@{name}",
                "threads" => $"https://www.threads.net/@{name}",
                "linkedin" => $"https://www.linkedin.com/company/{name}",
                "x" or "twitter" => $"https://x.com/{name}",
                "telegram" => $"https://t.me/{name}",
                "pinterest" => $"https://www.pinterest.com/{name}/",
                _ => null,
            }
        );
    }

    private static string Counted(JsonObject value) =>
        Join(" ", Join("–", Text(value, "amount"), Text(value, "amountTo")), Text(value, "unit"));

    /// <summary>In the order that letters of the language's countries have.</summary>
    private Dictionary<string, object?> Address(JsonObject value)
    {
        var (street, postcode, town) = (
            Join(", ", Text(value, "street"), Text(value, "unit")),
            Postcode(Text(value, "postcode")),
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

    /// <summary>In the groups that letters of the country have.</summary>
    private string? Postcode(string? code) =>
        (country, code) switch
        {
            ("CZ" or "SK" or "SE" or "GR", { Length: 5 }) => $"{code[..3]} {code[3..]}",
            ("NL", { Length: 6 }) => $"{code[..4]} {code[4..]}",
            _ => code,
        };

    private static string Join(string separator, params string?[] parts) =>
        string.Join(separator, parts.Where(part => !string.IsNullOrEmpty(part)));

    private Dictionary<string, object?> Hours(JsonObject value)
    {
        var spans = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        List<(string Days, string Times, string? Until)> others = [];
        foreach (var entry in value["regular"]?.AsArray() ?? [])
        {
            if (entry!["days"] is not JsonArray days)
            {
                others.Add(("", Span(entry), null));
                continue;
            }
            foreach (var day in days)
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
        others.AddRange(
            (value["exceptions"]?.AsArray() ?? []).Select(entry =>
                (When(Text(entry!, "when") ?? ""), Span(entry!), DayOfOneYear(Text(entry!, "when")?.Split('/')[^1]))
            )
        );
        return Rows(
            [.. rows.Select(row => (Days(row.From, row.To), row.Times, (string?)null)), .. others],
            Join(", ", Text(value, "what"), Text(value, "place")) is { Length: > 0 } what ? what : null
        );
    }

    private static Dictionary<string, object?> Rows(
        IReadOnlyList<(string Days, string Times, string? Until)> rows,
        string? what
    )
    {
        var printed = Parts(string.Join("; ", rows.Select(row => $"{row.Days}: {row.Times}")));
        printed["rows"] = rows.Select(row => new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["days"] = row.Days,
                ["times"] = row.Times,
                ["until"] = row.Until,
            })
            .ToList();
        printed["what"] = what;
        return printed;
    }

    /// <summary>A day or a month of the year, or a stretch of them, as the language writes it, else the owner's words.</summary>
    private string When(string when) => string.Join(" – ", when.Split('/').Select(day => DayOfYear(day) ?? day));

    private string? DayOfYear(string day) =>
        DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date.ToString("d", culture)
        // A year that has a 29th of February.
        : DateOnly.TryParseExact(
            day.Replace("--", "2000-", StringComparison.Ordinal),
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var yearly
        )
            ? yearly.ToString(culture.DateTimeFormat.MonthDayPattern, culture)
        : day is ['-', '-', _, _]
        && int.TryParse(day[2..], CultureInfo.InvariantCulture, out var month)
        && month is > 0 and < 13
            ? culture.DateTimeFormat.GetMonthName(month)
        : null;

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
            : DayOfYear(written) ?? written;
        if (Text(value, "to") is { } last)
        {
            day += $" – {DayOfYear(last) ?? last}";
        }
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
        // When it is over, and when it can no longer be met: a course ends later than it begins, and a deadline has its time.
        printed["until"] = DayOfOneYear(Text(value, "to") ?? written);
        printed["due"] =
            printed["until"] is string { Length: 10 } lastDay
            && (Text(value, "endTime") ?? Text(value, "time")) is { } due
                ? $"{lastDay}T{due}"
                : printed["until"];
        return printed;
    }

    /// <summary>A day or a month of one year; those of every year, and words, are never over.</summary>
    private static string? DayOfOneYear(string? written) =>
        DateOnly.TryParseExact(
            written,
            ["yyyy-MM-dd", "yyyy-MM"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out _
        )
            ? written
            : null;

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

    /// <summary>Dates are facts of the Gregorian calendar, and printed in it: others do not have every day of them.</summary>
    private static CultureInfo WithOwnersCalendar(CultureInfo culture)
    {
        if (
            culture.Calendar is GregorianCalendar
            || culture.OptionalCalendars.OfType<GregorianCalendar>().FirstOrDefault() is not { } gregorian
        )
        {
            return culture;
        }
        culture = (CultureInfo)culture.Clone();
        culture.DateTimeFormat.Calendar = gregorian;
        return culture;
    }

    /// <summary>As the country writes the language, where somebody does; else as it is usually written.</summary>
    private static CultureInfo CultureOf(string language, string? country)
    {
        foreach (
            var tag in new[] { language.Contains('-') || country is null ? null : $"{language}-{country}", language }
        )
        {
            try
            {
                if (tag is not null)
                {
                    return WithOwnersCalendar(
                        CultureInfo.GetCultureInfo(CultureInfo.CreateSpecificCulture(tag).Name, predefinedOnly: true)
                    );
                }
            }
            catch (CultureNotFoundException)
            {
                // Nobody there writes it.
            }
        }
        return CultureInfo.InvariantCulture;
    }
}
