using System.Globalization;
using System.Text.Json.Nodes;

namespace AiWebBuilder.Infrastructure.Campaigns.Blocks.Printing;

/// <summary>Prints opening times and dates as a language writes them, for <see cref="FactPrinter"/>.</summary>
internal sealed class TimePrinter(CultureInfo culture, BlockLabels labels)
{
    private static readonly string[] Week = ["mo", "tu", "we", "th", "fr", "sa", "su"];

    public Dictionary<string, object?> Hours(JsonObject value)
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
                (
                    When(FactPrinter.Text(entry!, "when") ?? ""),
                    Span(entry!),
                    DayOfOneYear(FactPrinter.Text(entry!, "when")?.Split('/')[^1])
                )
            )
        );
        return Rows(
            [.. rows.Select(row => (Days(row.From, row.To), row.Times, (string?)null)), .. others],
            FactPrinter.Join(", ", FactPrinter.Text(value, "what"), FactPrinter.Text(value, "place"))
                is { Length: > 0 } what
                ? char.ToUpper(what[0], culture) + what[1..]
                : null
        );
    }

    public Dictionary<string, object?> Date(JsonObject value)
    {
        var written = FactPrinter.Text(value, "date") ?? "";
        var date = DayOfCalendar(written);
        var day = LongDay(written) ?? DayOfYear(written) ?? written;
        if (FactPrinter.Text(value, "to") is { } last)
        {
            day += $" – {LongDay(last) ?? DayOfYear(last) ?? last}";
        }
        var text = FactPrinter.Text(value, "time") is { } time ? $"{day}, {Time(time)}" : day;
        if (FactPrinter.Text(value, "endTime") is { } end)
        {
            text += $" – {Time(end)}";
        }
        var printed = FactPrinter.Parts(text);
        if (date is { } leaf)
        {
            // For a leaf of a calendar.
            printed["weekday"] = culture.DateTimeFormat.GetDayName(leaf.DayOfWeek);
            printed["day"] = leaf.Day.ToString(culture);
            printed["month"] = leaf.ToString(culture.DateTimeFormat.YearMonthPattern, culture);
        }
        printed["iso"] = FactPrinter.Text(value, "time") is { } at ? $"{written}T{at}" : written;
        // When it is over, and when it can no longer be met: a course ends later than it begins, and a deadline has its time.
        printed["until"] = DayOfOneYear(FactPrinter.Text(value, "to") ?? written);
        printed["due"] =
            printed["until"] is string { Length: 10 } lastDay
            && (FactPrinter.Text(value, "endTime") ?? FactPrinter.Text(value, "time")) is { } due
                ? $"{lastDay}T{due}"
                : printed["until"];
        return printed;
    }

    private string? LongDay(string written) =>
        DayOfCalendar(written) is { } day
            ? InDigits(day.ToString(culture.DateTimeFormat.LongDatePattern, culture))
            : null;

    private static DateOnly? DayOfCalendar(string written) =>
        DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;

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

    private static Dictionary<string, object?> Rows(
        IReadOnlyList<(string Days, string Times, string? Until)> rows,
        string? what
    )
    {
        var printed = FactPrinter.Parts(string.Join("; ", rows.Select(row => $"{row.Days}: {row.Times}")));
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
        return (FactPrinter.Text(entry, "open"), FactPrinter.Text(entry, "close")) switch
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
            ? InDigits(parsed.ToString(culture.DateTimeFormat.ShortTimePattern, culture))
            : time;

    private string InDigits(string printed) => NativeDigits.In(culture.TwoLetterISOLanguageName, printed);
}
