using System.Globalization;
using System.Text.RegularExpressions;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>What the brief says, by the names that frames know it by.</summary>
internal sealed partial class CopyWriting
{
    // Longest line of small print beside a button.
    private const int MaxTerms = 90;

    private Dictionary<string, string> Slots()
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal) { ["brand"] = Shorten(Facts.Brand, 80) };
        var range = Facts.Counts.FirstOrDefault(count => count.Number.AsSpan().IndexOfAny('–', '-') >= 0);
        var count = Facts.Counts.FirstOrDefault(item => item != range);
        // "Free" is a price, and no amount.
        var money = Facts.Money.FirstOrDefault(item => item.Amount.Any(char.IsAsciiDigit));
        var prices = Facts
            .Money.Select(item => string.Join(' ', new[] { item.Label, item.Text }.OfType<string>()))
            .ToList();
        var dates = Facts.Dates?.Text;
        var days = Facts.Weekdays?.Text;
        Add("topic", Facts.Topic is { } topic ? Capitalized(topic) : null);
        Add("place", Facts.Place);
        Add("near", Facts.Place ?? Facts.AudiencePlace);
        Add("phone", Facts.Phones is [var phone, ..] ? LeftToRight(phone.Text) : null);
        Add("sentence", Shorten(string.Join(' ', Facts.LeadingSentences), 240));
        Add("moreSentences", Shorten(string.Join(' ', Facts.MoreSentences), 900));
        Add(
            "sentences",
            Facts.PublicSentences.Count > 0
                ? Shorten(string.Join(' ', Facts.LeadingSentences.Concat(Facts.MoreSentences)), 900)
                : null
        );
        Add("descriptionText", Prompt.Brief.Description is { } description ? Shorten(description.Trim(), 240) : null);
        Add("goal", Goals[0].Text.Length > 0 ? Shorten(Goals[0].Text, MaxHeading) : null);
        Add("count", count?.Text);
        Add("countLower", count is null ? null : count.Text[..1].ToLowerInvariant() + count.Text[1..]);
        Add("guests", range?.Text);
        Add("amount", money?.Amount);
        Add("price", money?.Text);
        Add("from", money?.Prefix is null ? null : money.Text);
        Add("priceList", money is null ? null : string.Join(frames.Labels["listSeparator"], prices));
        Add("days", days);
        Add("dates", dates);
        Add("datesOr", Facts.Dates is { } when ? string.Join($" {frames.Labels["or"]} ", when.Days) : null);
        // One day with one hour is an event on that day: neither says when people can come.
        Add(
            "when",
            dates is null && Facts.OpeningTimes.Count > 0
                    ? string.Join(frames.Labels["listSeparator"], Facts.OpeningTimes.Select(time => time.Text))
                : dates is not null || Facts.OpeningHours.Count > 0 || Facts.Weekdays?.Days.Count > 1
                    ? string.Join(", ", new[] { dates, days }.Concat(Facts.Hours).OfType<string>())
                : null
        );
        Add("trial", Facts.Trial);
        Add("condition", Facts.Conditions.Count > 0 ? Facts.Conditions[0] : null);
        // "Both without a card" needs the two prices beside it; elsewhere it stands without its "both".
        Add(
            "terms",
            Facts
                .Conditions.Where(condition => condition.Length <= MaxTerms)
                .Select(condition => Both().Replace(condition, ""))
                .FirstOrDefault(condition => Reassuring().IsMatch(condition))
        );
        Add("prices", PricesAtAGlance([.. prices]));
        Add("refund", Facts.Conditions.FirstOrDefault(condition => Refund().IsMatch(condition)));
        Add(
            "quote",
            Facts.Quotes.Count > 0
                ? $"{frames.Labels["quoteOpen"]}{Facts.Quotes[0]}{frames.Labels["quoteClose"]}"
                : null
        );
        Add(
            "author",
            Author().Match(Prompt.Brief.Description ?? "") is { Success: true } author
                ? author.Groups["author"].Value
                : null
        );
        Add("audience", Audience());
        Add("subject", Goals.Select(goal => goal.Subject).FirstOrDefault(subject => subject is not null));
        Add(
            "moneyStatement",
            Facts
                .Statements.Concat(Facts.PublicSentences.Select(sentence => sentence.TrimEnd('.')))
                .FirstOrDefault(statement =>
                    statement.Length <= 120
                    && Facts.Money.Any(item => statement.Contains(item.Amount, StringComparison.Ordinal))
                )
        );
        for (var i = 0; i < Facts.Statements.Count; i++)
        {
            Add($"statement{(i + 1).ToString(CultureInfo.InvariantCulture)}", Facts.Statements[i]);
        }

        // Flags: an empty slot that lets a frame pass only when the brief says so.
        Flag("free", Facts.FirstIsFree);
        Flag("isFree", Facts.IsFree);
        Flag("opening", Facts.IsOpening);
        Flag("noCard", Facts.Conditions.Any(condition => NoCard().IsMatch(condition)));
        return found;

        void Add(string name, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                found[name] = value;
            }
        }

        // In a line from right to left the groups of a telephone number would change places: an isolate keeps them.
        string LeftToRight(string number) => Prompt.Theme.Direction == "rtl" ? $"\u2066{number}\u2069" : number;

        void Flag(string name, bool holds)
        {
            if (holds)
            {
                found[name] = "";
            }
        }
    }

    // As many of the prices, the first ones, as make a line.
    private string? PricesAtAGlance(IReadOnlyList<string> prices)
    {
        var line = "";
        foreach (var price in prices)
        {
            var longer = line.Length == 0 ? price : line + frames.Labels["listSeparator"] + price;
            if (longer.Length > MaxTerms && line.Length > 0)
            {
                break;
            }

            line = longer;
        }

        return line.Length is > 0 and <= MaxTerms ? line : null;
    }

    // What takes a visitor's risk away, and reads as a line of its own beside a button.
    [GeneratedRegex(
        @"refund|money[- ]back|guarantee|\bwithout\b|no contract|cancel|\bfree\b|\btrial\b|gratis|kostenlos|kündbar|\bohne\b|rückgabe|geld zurück|\bsans\b|gratuit|rembours|\bsin\b|devoluci|無料|返金|مجان|استرداد|חינם|ללא|החזר",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Reassuring();

    [GeneratedRegex(
        @"^(both|each|beide|jeweils)\s+(?=without|with|ohne|mit)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Both();

    // "For beginners with a small shed" reads well; a description of a situation or a paragraph of demography does not.
    private string? Audience()
    {
        var text = Prompt.Brief.TargetAudience?.Trim().TrimEnd('.', '。') ?? "";
        if (text.Length is 0 or > 90 || Situation().IsMatch(text))
        {
            return null;
        }

        return Language is not "de" && text.Length > 1 && char.IsLower(text[1])
            ? text[..1].ToLowerInvariant() + text[1..]
            : text;
    }

    [GeneratedRegex(
        "refund|money[- ]back|rückgabe|geld zurück|rembours|devoluci|返金|استرداد|החזר",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Refund();

    [GeneratedRegex(
        "without a (credit )?card|no (credit )?card|ohne (kredit)?karte|sans carte|sin tarjeta",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex NoCard();

    [GeneratedRegex(
        @"\b(course|class|lessons|workshop) by (?<author>an? [\p{L} -]{3,50})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Author();

    [GeneratedRegex(
        @"\b(phone|mobile|right now|desktop|google|aged|traffic|persona)\b|[.!?。؟<>{}\[\]\n]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Situation();
}
