using System.Globalization;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Contracts;

namespace AiWebBuilder.Infrastructure.Campaigns.Blocks.Printing;

/// <summary>
/// Prints facts as a language writes them. Nobody else prints them: a price, a phone number or an opening time on a page is always the
/// owner's.
/// </summary>
internal sealed class FactPrinter(string language, string? country, BlockLabels labels)
{
    private readonly CultureInfo culture = CultureOf(language, country);
    private readonly TimePrinter times = new(CultureOf(language, country), labels);

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
            "hours" => times.Hours(fact.Value),
            "date" => times.Date(fact.Value),
            "person" => Person(fact.Value),
            "social" => Social(fact.Value),
            "registration" => Parts(Join(" ", Text(fact.Value, "type"), Text(fact.Value, "number"))),
            "capacity" or "duration" => Parts(Counted(fact.Value)),
            _ => Text(fact.Value, "text") is { } text ? Parts(text) : null,
        };
    }

    /// <summary>The size of a file in the unit that leaves few digits.</summary>
    public string Size(long bytes) =>
        bytes < 1_000_000
            ? labels.Around("size.kilobytes", Math.Max(1, bytes / 1000).ToString(culture))
            : labels.Around("size.megabytes", (bytes / 1e6).ToString("0.#", culture));

    internal static Dictionary<string, object?> Parts(string? text, string? href = null) =>
        new(StringComparer.Ordinal) { ["text"] = text, ["href"] = href };

    internal static string? Text(JsonNode value, string name) => value[name]?.GetValue<string>();

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
        // Where it stands by itself, among other facts.
        printed["what"] = Text(value, "what") is { Length: > 0 and <= LongestName } what
            ? $"{char.ToUpper(what[0], culture)}{what[1..]}"
            : null;
        // The words beside the figure are smaller than it. A price without the tax is another one.
        printed["unit"] = Join(
            ", ",
            Text(value, "unit") is { } unit && !IsNamed(unit, value) ? labels.Around("per", Unit(unit)) : null,
            Text(value, "tax") == "excl" ? labels["taxExcluded"] : null
        )
            is { Length: > 0 } beside
            ? beside
            : null;
        return printed;
    }

    // "Two movers, 4 hours: $280": what a price is for says a measure of several in the owner's words.
    private static bool IsNamed(string unit, JsonObject value) =>
        char.IsAsciiDigit(unit[0])
        && Text(value, "what")?.Contains(unit.Split(' ')[0], StringComparison.Ordinal) == true;

    /// <summary>"Night and room" are two of them.</summary>
    private string Unit(string unit) =>
        string.Join(
            " / ",
            unit.Split(" and ").Select(one => one == "sq ft" ? "ft²" : labels.OrOwn($"unit.{one}", one))
        );

    private const int LongestName = 50;

    private string Money(JsonObject value, string name)
    {
        var amount = decimal.Parse(Text(value, name) ?? "0", CultureInfo.InvariantCulture);
        var format = (NumberFormatInfo)culture.NumberFormat.Clone();
        format.CurrencySymbol = Symbol(Text(value, "currency") ?? "");
        if (format.CurrencySymbol is "円" or "TL" or "تومان" or "ریال")
        {
            // A word, unlike a sign, stands behind the figure.
            format.CurrencyPositivePattern = format.CurrencySymbol == "円" ? 1 : 3;
        }
        // A rial or a dinar has a thousand parts: what is read says so.
        var places = Math.Max(2, (int)amount.Scale);
        return NativeDigits.In(
            language,
            amount.ToString(amount == decimal.Truncate(amount) ? "C0" : $"C{places}", format)
        );
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

    private static Dictionary<string, object?> Person(JsonObject value)
    {
        var printed = Parts(Text(value, "name"));
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
            // "Bandung 40135"
            "id" => [Text(value, "building"), street, Join(" ", town, postcode)],
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

    internal static string Join(string separator, params string?[] parts) =>
        string.Join(separator, parts.Where(part => !string.IsNullOrEmpty(part)));

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
