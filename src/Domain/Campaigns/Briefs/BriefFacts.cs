using System.Globalization;

namespace AiWebBuilder.Domain.Campaigns.Briefs;

/// <summary>A price or a sum, as the brief writes it.</summary>
/// <param name="Amount">Number and currency: <c>9 EUR</c>, <c>£28</c>.</param>
/// <param name="Label">What costs it: <c>Solo</c>; null when the brief just says "price".</param>
/// <param name="Prefix"><c>from</c>, <c>ab</c>, ...</param>
/// <param name="Suffix">What follows: <c>a month</c>, <c>pays for one bed for one night</c>.</param>
public sealed record MoneyFact(string Amount, string? Label, string? Prefix, string? Suffix)
{
    /// <summary>Prefix, amount and suffix as one phrase.</summary>
    public string Text => $"{Before}{Amount}{After}";

    /// <summary>The prefix with the space that follows it; Hebrew writes its own on: <c>מ-</c>.</summary>
    public string? Before => Prefix is null || Prefix.EndsWith('-') ? Prefix : Prefix + " ";

    /// <summary>The suffix with the space before it; Japanese has none.</summary>
    public string? After =>
        Suffix is [>= '\u3041' and <= '\u9FFF', ..] ? Suffix
        : Suffix is null ? null
        : " " + Suffix;
}

/// <summary>A telephone number.</summary>
/// <param name="Text">As the brief writes it.</param>
/// <param name="Href">Its <c>tel:</c> link (RFC 3966): digits, with the plus sign when given.</param>
public sealed record PhoneFact(string Text, string Href);

/// <summary>Something counted: <c>41</c> and <c>beds</c>, <c>Seven</c> and <c>courses</c>.</summary>
public sealed record CountFact(string Number, string Noun)
{
    /// <summary>The words as given.</summary>
    public string Text => $"{Number} {Noun}";
}

/// <summary>Calendar dates or weekdays, as written and one by one ("6 and 7 March": "6 March", "7 March").</summary>
public sealed record WhenFact(string Text, IReadOnlyList<string> Days);

/// <summary>When a business is open, as the brief writes it: <c>Tue–Fri</c> and <c>9–18</c>, <c>Sun</c> and <c>closed</c>.</summary>
public sealed record OpeningTime(string Days, string Hours)
{
    /// <summary>Both as one phrase.</summary>
    public string Text => $"{Days} {Hours}";
}

/// <summary>
/// What a page may state, read from a <see cref="Brief"/> without guessing: nothing here is computed, translated or completed.
/// Texts keep the brief's spelling.
/// </summary>
public sealed record BriefFacts
{
    /// <summary>Longest stretch of one field that is read; longer descriptions are cut before any pattern runs.</summary>
    public const int MaxFieldLength = 20_000;

    /// <summary>Most prices that an e-mail has room for.</summary>
    public const int MaxListed = 6;

    /// <summary>How the business or the offer signs itself, from the brief's name.</summary>
    public required string Brand { get; init; }

    /// <summary>What follows a dash in the name: <c>new tasting menu</c>.</summary>
    public string? Topic { get; init; }

    public IReadOnlyList<MoneyFact> Money { get; init; } = [];
    public IReadOnlyList<PhoneFact> Phones { get; init; } = [];
    public IReadOnlyList<string> Emails { get; init; } = [];

    /// <summary>https addresses given in the brief.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];

    public WhenFact? Dates { get; init; }
    public WhenFact? Weekdays { get; init; }

    /// <summary>The week as the brief writes it, row by row; empty when it gives no hours beside days.</summary>
    public IReadOnlyList<OpeningTime> OpeningTimes { get; init; } = [];

    /// <summary>Opening or starting times: <c>7:30–18:00</c>.</summary>
    public IReadOnlyList<string> Hours { get; init; } = [];

    /// <summary>Those of the hours that are a stretch of time; a single hour is when something begins.</summary>
    public IReadOnlyList<string> OpeningHours => [.. Hours.Where(hours => hours.AsSpan().IndexOfAny('–', '-') >= 0)];

    public IReadOnlyList<CountFact> Counts { get; init; } = [];

    /// <summary>What the brief lists after "Facts that may be used:", one by one.</summary>
    public IReadOnlyList<string> Statements { get; init; } = [];

    /// <summary>The prices that no statement gives already.</summary>
    public IReadOnlyList<MoneyFact> UnstatedMoney =>
        [.. Money.Where(money => !Statements.Any(said => said.Contains(money.Amount, StringComparison.Ordinal)))];

    /// <summary>Those of them that make a list: at least two that have a name.</summary>
    public IReadOnlyList<MoneyFact> ListedMoney =>
        UnstatedMoney.Where(money => money.Label is not null).ToArray() is { Length: >= 2 } named ? named : [];

    /// <summary>Conditions that stand beside a price: <c>30-day refund</c>, <c>both without a card during the trial</c>.</summary>
    public IReadOnlyList<string> Conditions { get; init; } = [];

    /// <summary>Phrases that the brief puts in quotation marks.</summary>
    public IReadOnlyList<string> Quotes { get; init; } = [];

    /// <summary>What must not be said or done, as written: <c>No exclamation marks</c>.</summary>
    public IReadOnlyList<string> Prohibitions { get; init; } = [];

    /// <summary>What must be mentioned: <c>Allergens</c>.</summary>
    public IReadOnlyList<string> MustMention { get; init; } = [];

    /// <summary>Where the business is, from its name or description.</summary>
    public string? Place { get; init; }

    /// <summary>Where its audience is: not proof of where the business is.</summary>
    public string? AudiencePlace { get; init; }

    /// <summary>Length of a free trial as written: <c>14-day</c>.</summary>
    public string? Trial { get; init; }

    /// <summary>A first class, lesson or visit is free.</summary>
    public bool FirstIsFree { get; init; }

    /// <summary>The brief calls the event or the offer free of charge.</summary>
    public bool IsFree { get; init; }

    /// <summary>The business opens, or has just opened.</summary>
    public bool IsOpening { get; init; }

    /// <summary>The page speaks as "I".</summary>
    public bool FirstPersonSingular { get; init; }

    /// <summary>The brief asks for short sentences.</summary>
    public bool ShortSentences { get; init; }

    /// <summary>The brief asks for customers' quotes; without any the section is a labelled placeholder.</summary>
    public bool WantsTestimonials { get; init; }

    /// <summary>Sentences of the description that speak about the business rather than about the page to be made.</summary>
    public IReadOnlyList<string> PublicSentences { get; init; } = [];

    /// <summary>What the page begins with: the first of them, and what answers it where that is a short question.</summary>
    public IReadOnlyList<string> LeadingSentences =>
        PublicSentences is [{ Length: < 24 } first, _, ..] && first[^1] is '?' or '!' or '؟' or '？'
            ? [.. PublicSentences.Take(2)]
            : [.. PublicSentences.Take(1)];

    /// <summary>What is left of <see cref="LeadingSentences"/> to tell where the page begins with other words.</summary>
    public IReadOnlyList<string> UnlistedLeadingSentences =>
        [.. LeadingSentences.Where(sentence => !BriefPatterns.IsListOfFigures(sentence))];

    /// <summary>
    /// The others, for a story that does not begin as the page did. Price lists and opening hours have sections of their own.
    /// </summary>
    public IReadOnlyList<string> MoreSentences =>
        [
            .. PublicSentences
                .Skip(LeadingSentences.Count)
                .Where(sentence => !BriefPatterns.IsListOfFigures(sentence) && !BriefPatterns.IsOpeningHours(sentence)),
        ];

    /// <summary>The sentences that stand beside a list of the prices: those that only say these again are left out.</summary>
    public IReadOnlyList<string> SentencesBesidePrices =>
        ListedMoney is { Count: > 0 and <= MaxListed } listed
            ?
            [
                .. PublicSentences.Where(sentence =>
                    !BriefPatterns.IsListOfFigures(sentence)
                    || !listed.Any(money => sentence.Contains(money.Amount, StringComparison.Ordinal))
                ),
            ]
            : PublicSentences;

    /// <summary>All texts of the brief, one per line, each cut to <see cref="MaxFieldLength"/>.</summary>
    public static string TextOf(Brief brief) =>
        string.Join(
            '\n',
            new[] { brief.Name, brief.Description, brief.TargetAudience }
                .Concat(brief.Goals.Take(50))
                .Append(brief.BrandGuidelines)
                .Select(Clean)
        );

    /// <summary>Reads the facts; empty fields give empty lists, never an exception.</summary>
    public static BriefFacts From(Brief brief)
    {
        var all = TextOf(brief);
        var guidelines = Clean(brief.BrandGuidelines);
        var description = Clean(brief.Description);
        var statements = BriefPatterns.Statements(all);
        var rest = statements.Aggregate(
            all,
            (text, statement) => text.Replace(statement, "", StringComparison.Ordinal)
        );
        var (brand, topic) = BriefPatterns.Brand(Clean(brief.Name));
        List<string> sentences =
        [
            .. BriefPatterns
                .Sentences(description)
                .Where(sentence => !BriefPatterns.AboutThePage().IsMatch(sentence))
                .Select(BriefPatterns.Begun)
                .Take(10),
        ];
        return new BriefFacts
        {
            Brand = brand,
            Topic = topic,
            Money = [.. BriefPatterns.Money(all).Take(12)],
            Phones = [.. BriefPatterns.Phones(all).Take(5)],
            Emails =
            [
                .. BriefPatterns
                    .Email()
                    .Matches(all)
                    .Select(match => match.Value)
                    .Distinct(StringComparer.OrdinalIgnoreCase)
                    .Take(3),
            ],
            Links =
            [
                .. BriefPatterns
                    .Link()
                    .Matches(all)
                    .Select(match => match.Value.TrimEnd('.', ','))
                    .Distinct(StringComparer.Ordinal)
                    .Take(3),
            ],
            Dates = BriefPatterns.Dates(all),
            // Read in a language whose weekdays are not known, "segunda a sábado" would be Saturday only.
            Weekdays = BriefLanguage.SupportedFor(BriefLanguage.Of(brief)) is null ? null : BriefPatterns.Weekdays(all),
            OpeningTimes = BriefLanguage.SupportedFor(BriefLanguage.Of(brief)) is null
                ? []
                : [.. BriefPatterns.OpeningTimes(all).Take(7)],
            Hours =
            [
                .. BriefPatterns
                    .Time()
                    .Matches(all)
                    .Select(match => match.Value)
                    .Distinct(StringComparer.Ordinal)
                    .Take(4),
            ],
            Counts = [.. BriefPatterns.Counts(rest).Take(6)],
            Statements = [.. statements.Take(8)],
            Conditions = [.. BriefPatterns.Conditions(all).Take(4)],
            Quotes = [.. BriefPatterns.Quoted().Matches(all).Select(match => match.Groups["text"].Value).Take(4)],
            Prohibitions =
            [
                .. BriefPatterns
                    .Clauses(guidelines)
                    .Where(clause => BriefPatterns.Prohibition().IsMatch(clause))
                    .Take(20),
            ],
            MustMention =
            [
                .. BriefPatterns.MustMention().Matches(all).Select(match => match.Groups["topic"].Value.Trim()).Take(5),
            ],
            Place = BriefPatterns.Place(Clean(brief.Name) + "\n" + description),
            AudiencePlace = BriefPatterns.Place(Clean(brief.TargetAudience)),
            Trial = BriefPatterns.Trial().Match(all) is { Success: true } trial ? trial.Groups["length"].Value : null,
            FirstIsFree = BriefPatterns.FirstFree().IsMatch(all),
            IsFree = BriefPatterns.Free().IsMatch(all),
            IsOpening = BriefPatterns.Opening().IsMatch(all),
            FirstPersonSingular =
                BriefPatterns.FirstPerson().IsMatch(guidelines) || BriefPatterns.SpeaksAsOne(sentences),
            ShortSentences = BriefPatterns.ShortSentences().IsMatch(guidelines),
            WantsTestimonials = BriefPatterns.Testimonials().IsMatch(description + "\n" + guidelines),
            PublicSentences = sentences,
        };
    }

    /// <summary>The figure that a statement begins with, and what it is a figure of: <c>41</c> and <c>beds</c>.</summary>
    public static (string? Figure, string? What) SplitFigure(string statement)
    {
        var words = statement.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2 || !(words[0].Any(char.IsDigit) || NumberIn(words[0]) is not null))
        {
            return (null, null);
        }
        // "9 EUR a month": the currency belongs to the number.
        var length = words is [_, { Length: 3 } code, _, ..] && code.All(char.IsAsciiLetterUpper) ? 2 : 1;
        return (string.Join(' ', words[..length]), string.Join(' ', words[length..]));
    }

    /// <summary>The number that the words <paramref name="text"/> start with, in digits or in a word of a supported language.</summary>
    public static int? NumberIn(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var digits) ? digits
        : BriefPatterns.NumberWords.GetValueOrDefault(text.ToLowerInvariant()) is > 0 and var value ? value
        : null;

    /// <summary>
    /// The brief without what says nothing and can disguise a text as another (control characters, bidirectional overrides),
    /// each field cut to <see cref="MaxFieldLength"/>. What a page takes from a brief word for word it takes from this one.
    /// </summary>
    public static Brief Cleaned(Brief brief) =>
        brief with
        {
            Name = Clean(brief.Name),
            Description = brief.Description is null ? null : Clean(brief.Description),
            TargetAudience = brief.TargetAudience is null ? null : Clean(brief.TargetAudience),
            Goals = [.. brief.Goals.Take(50).Select(Clean)],
            BrandGuidelines = brief.BrandGuidelines is null ? null : Clean(brief.BrandGuidelines),
        };

    /// <summary>Without control characters and bidirectional overrides: they say nothing, and can disguise a text as another.</summary>
    public static string Clean(string? text) =>
        text is null
            ? ""
            : new string([
                .. text.Take(MaxFieldLength)
                    .Where(c =>
                        c is '\n'
                        || !(char.IsControl(c) || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))
                    ),
            ]).Trim();
}
