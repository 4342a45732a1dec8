using System.Globalization;
using System.Text.Json;

namespace AiWebBuilder.Infrastructure.Integrations.Reading.Money;

/// <param name="Start">In the text, in UTF-16 code units, of number and sign together.</param>
internal sealed record Money(int Start, int Length, decimal Amount, string Currency);

/// <summary>Amounts of money in a text, in the ways of any language: <c>1.290,00 €</c>, <c>$1,950</c>, <c>45 €</c>. One pass.</summary>
internal sealed class SourceMoney
{
    private static readonly MoneyWords Words = Read();

    // The longest first: "US$" before "$".
    private static readonly string[] Signs = [.. Words.Signs.Keys.OrderByDescending(sign => sign.Length)];
    private static readonly string[] NoneAfter = Words.NoPriceAfter.Split('|');
    private static readonly string[] NoneBefore = Words.NoPriceBefore.Split('|');

    private readonly string region;

    /// <param name="language">BCP 47 of the page.</param>
    /// <param name="host">Its own.</param>
    public SourceMoney(string? language, string? host)
    {
        var parts = (language ?? "").Split('-', '_');
        var ending = host?.Split('.')[^1].ToUpperInvariant();
        region =
            parts.Skip(1).FirstOrDefault(part => part.Length == 2)?.ToUpperInvariant()
            ?? Words.Languages.GetValueOrDefault(parts[0].ToLowerInvariant())
            ?? (ending is { Length: 2 } ? ending : "");
    }

    /// <summary>What currency a bare dollar on the page is, where the page says it once.</summary>
    public string? Dollar { get; set; }

    public IEnumerable<Money> In(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsDigit(text[at]))
            {
                continue;
            }
            var end = NumberEnd(text, at);
            if (
                (at == 0 || !char.IsLetterOrDigit(text[at - 1]) || SignBefore(text, at) is not null)
                && Number(text[at..end]) is { } amount
            )
            {
                var (before, after) = (SignBefore(text, at), SignAfter(text, end));
                if (
                    (before ?? after) is not null
                    && IsPrice(text, at - (before?.Length ?? 0), end + (after?.Length ?? 0))
                )
                {
                    var start = before is null ? at : text.LastIndexOf(before, at, StringComparison.Ordinal);
                    var stop = after is null ? end : text.IndexOf(after, end, StringComparison.Ordinal) + after.Length;
                    yield return new Money(start, stop - start, amount, Currency(before, after));
                    end = Math.Max(end, stop);
                }
            }
            at = end;
        }
    }

    private string Currency(string? before, string? after)
    {
        // "$9.50 CAD": the code is surer than the sign.
        var surest = new[] { after, before }.OfType<string>().FirstOrDefault(sign => Words.Signs[sign].Length > 0);
        if (surest is not null)
        {
            return Words.Signs[surest];
        }
        var sign = before ?? after!;
        var regions = Words.ByRegion[sign];
        return (sign == "$" ? Dollar : null) ?? regions.GetValueOrDefault(region) ?? regions[""];
    }

    private static string? SignBefore(string text, int at)
    {
        var end = at;
        while (end > 0 && SourceText.IsSpace(text[end - 1]) && at - end < 2)
        {
            end--;
        }
        return Signs.FirstOrDefault(sign =>
            end >= sign.Length
            && string.CompareOrdinal(text, end - sign.Length, sign, 0, sign.Length) == 0
            && (end == sign.Length || !char.IsLetter(sign[0]) || !char.IsLetter(text[end - sign.Length - 1]))
        );
    }

    private static string? SignAfter(string text, int end)
    {
        var start = end;
        while (start < text.Length && SourceText.IsSpace(text[start]) && start - end < 2)
        {
            start++;
        }
        return Signs.FirstOrDefault(sign =>
            string.CompareOrdinal(text, start, sign, 0, sign.Length) == 0
            && (
                start + sign.Length == text.Length
                || !char.IsLetter(sign[^1])
                || !char.IsLetter(text[start + sign.Length])
                || sign[0] > 0x3000
            )
        );
    }

    /// <summary>Not what an insurance covers, what is left as a deposit, or from what on the post is free.</summary>
    private static bool IsPrice(string text, int start, int end)
    {
        var after = text[Math.Min(end, text.Length)..Math.Min(text.Length, end + 14)].TrimStart();
        var before = text[Math.Max(0, Math.Min(start, text.Length) - 32)..Math.Max(0, Math.Min(start, text.Length))]
            .TrimEnd();
        return !NoneAfter.Any(word =>
                after.StartsWith(word, StringComparison.OrdinalIgnoreCase)
                && (after.Length == word.Length || !char.IsLetter(after[word.Length]))
            )
            && !NoneBefore.Any(word =>
                before.EndsWith(word, StringComparison.OrdinalIgnoreCase)
                && (before.Length == word.Length || !char.IsLetter(before[^(word.Length + 1)]))
            );
    }

    private static int NumberEnd(string text, int at)
    {
        var end = at;
        while (end < text.Length)
        {
            if (char.IsDigit(text[end]))
            {
                end++;
            }
            else if (
                end + 1 < text.Length
                && char.IsDigit(text[end + 1])
                && (
                    text[end] is '.' or ',' or '\'' or '’' or '٫' or '٬'
                    || (SourceText.IsSpace(text[end]) && Thousands(text, end))
                )
            )
            {
                end++;
            }
            else
            {
                break;
            }
        }
        return end;
    }

    // "1 290": a space, exactly three digits, and no more than three before it.
    private static bool Thousands(string text, int space) =>
        space + 3 < text.Length + 0
        && text.AsSpan(space + 1, Math.Min(3, text.Length - space - 1)) is { Length: 3 } three
        && char.IsDigit(three[0])
        && char.IsDigit(three[1])
        && char.IsDigit(three[2])
        && (space + 4 >= text.Length || !char.IsDigit(text[space + 4]));

    /// <summary>The last sign is the decimal one when one or two digits follow it, or when another sign stands before it.</summary>
    internal static decimal? Number(string written)
    {
        var digits = string.Concat(
            written.Select(character =>
                char.IsDigit(character) ? (char)('0' + (int)char.GetNumericValue(character))
                : character is '٫' ? ','
                : character
            )
        );
        var last = digits.LastIndexOfAny(['.', ',']);
        var decimals = last < 0 ? 0 : digits.Length - last - 1;
        var isDecimal = last >= 0 && decimals is 1 or 2;
        var plain = string.Concat((isDecimal ? digits[..last] : digits).Where(char.IsAsciiDigit));
        return
            plain.Length is > 0 and <= 9
            && decimal.TryParse(
                isDecimal ? $"{plain}.{digits[(last + 1)..]}" : plain,
                NumberStyles.Number,
                CultureInfo.InvariantCulture,
                out var amount
            )
            ? amount
            : null;
    }

    private static MoneyWords Read()
    {
        using var file = typeof(SourceMoney).Assembly.GetManifestResourceStream("source-words/money")!;
        return JsonSerializer.Deserialize<MoneyWords>(file, JsonSerializerOptions.Web)!;
    }

    /// <param name="Signs">Currencies by their signs; empty: it depends on the country.</param>
    private sealed record MoneyWords(
        IReadOnlyDictionary<string, string> Signs,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> ByRegion,
        IReadOnlyDictionary<string, string> Languages,
        string NoPriceAfter,
        string NoPriceBefore
    );
}
