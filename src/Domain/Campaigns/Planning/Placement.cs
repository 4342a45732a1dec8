using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns.Planning.Parts;

namespace AiWebBuilder.Domain.Campaigns.Planning;

/// <summary>
/// Where each fact and each sentence of a brief stands on a page: a sentence in one place, in the owner's words. Sentences that tell us what to
/// make stand nowhere.
/// </summary>
internal sealed class Placement
{
    // From here on a sentence is little more than the facts of one kind that stand in it.
    private const double Mostly = 0.5;

    private const int ShortestPart = 15;
    private const int LongestHeading = 60;
    private const int LongestLead = 200;

    // More items than a name and one thing make a list.
    private const int ShortestList = 3;

    private static readonly string[] Contacts = ["phone", "fax", "email", "address", "link", "social", "registration"];
    private static readonly string[] Services = ["service", "product"];
    private static readonly string[] Tabular = ["price", "hours", "date", .. Contacts];
    private static readonly string[] Telling = ["offer", "credential", "capacity", "price"];

    private readonly List<BriefSentence> story = [];
    private readonly IReadOnlyList<BriefSentence> sentences;

    public Placement(FactLedger ledger)
    {
        Facts = ledger.All.Where(fact => !fact.Unsure).ToList();
        sentences = ledger.Sentences;
        // What has been corrected or taken out must not be quoted either.
        var wrong = ledger.Read.Except(ledger.All).ToList();
        var open = ledger
            .Sentences.Where(sentence => sentence.Field == "description" && !wrong.Exists(sentence.Holds))
            .Select(Public)
            .OfType<BriefSentence>()
            .ToList();
        Prices = [.. Facts.Where(fact => fact.Kind == "price" && !IsBefore(fact))];
        Hours = Of("hours");
        Dates = [.. Of("date").Where(date => IsEvent(date))];
        Addresses = Of("address");
        // The header has room for one.
        Phones = [.. Of("phone").OrderBy(phone => MainPhone.Rank(phone.Value))];
        Emails = Of("email");

        Quotes = GivenQuote.TakeOutOf(open);
        People =
        [
            .. Of("person")
                .Where(person =>
                    person.Value["role"] is not null
                    // Who is quoted is no one of the team.
                    && !(
                        Text(person, "name") is { } name
                        && Quotes.Any(quote => quote.Contains(name, StringComparison.Ordinal))
                    )
                ),
        ];
        var told = open.Where(sentence => !IsHeading(sentence)).ToList();
        // "Transfers to the airport for $110.000": what begins the description is the offer, and its price stands in the list.
        var offered =
            told is [var opening, ..] && Is(opening, ["price"])
                ? Facts
                    .Where(fact => fact.Kind == "price" && opening.Holds(fact))
                    .Select(fact => Text(fact, "what"))
                    .FirstOrDefault()
                : null;
        Tabulated = [.. told.Where(sentence => !Is(sentence, Contacts) && IsTabular(sentence)).Select(one => one.Text)];
        InOrder = [.. told.Select(sentence => sentence.Text)];
        var rest = told.Where(sentence =>
                !Is(sentence, Contacts)
                // "Christmas concert in St James's church on 19 December at 8.15": what begins the description is what there is.
                && (
                    !IsTabular(sentence)
                    || sentence == told[0] && Dates.Any(sentence.Holds) && !Holds(sentence, "price")
                )
            )
            .ToList();
        // A short first sentence is a heading by itself, and the next one stands below it.
        var lead = rest.Take(
                rest is [{ Text.Length: <= LongestHeading }, { Text.Length: <= LongestLead } next, ..]
                && !IsQuestion(next)
                // What delivery costs is no way to go on with what is offered.
                && !Holds(next, "price")
                    ? 2
                    : 1
            )
            .ToList();
        Lead =
        [
            .. offered is { Length: >= ShortestPart and <= LongestHeading }
                ? [$"{Capitalized(offered)}."]
                : Enumerable.Empty<string>(),
            .. lead.Select(sentence => sentence.Text),
        ];
        rest = [.. rest.Except(lead)];

        Questions = QuestionsIn(rest);
        rest.RemoveAll(Questions.Contains);
        List = rest.Find(sentence => ServicesIn(sentence).Count >= ShortestList && !Holds(sentence, "price"));
        if (List is not null)
        {
            rest.Remove(List);
        }
        BesidePrices =
            Prices.Count > 0
                ? [.. rest.Where(sentence => Holds(sentence, "price", "offer") && sentence.Text.Length <= 200)]
                : [];
        rest = [.. rest.Except(BesidePrices)];
        story.AddRange(rest);
        Beside =
        [
            .. ledger
                .Sentences.Where(sentence =>
                    sentence.Field == "brandGuidelines"
                    && !wrong.Exists(sentence.Holds)
                    && Holds(sentence, Telling)
                    && !Facts.Any(fact => FactKinds.IsForUs(fact) && sentence.Holds(fact))
                    // A colour's number is no figure.
                    && !sentence.Text.Contains('#')
                )
                // "Facts that may be used:" is said to us.
                .Select(sentence => sentence.Text[(sentence.Text.LastIndexOfAny([':', '：']) + 1)..].Trim())
                .Where(words => words.Length > 0)
                .Concat(told.Where(sentence => Is(sentence, ["price"])).SelectMany(BehindPrices))
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        Beside =
        [
            .. Beside,
            .. told.Where(IsTabular)
                .SelectMany(sentence => OffersIn(sentence).Select(offer => (sentence, offer)))
                .Where(one => !Beside.Any(said => said.Contains(one.offer, StringComparison.OrdinalIgnoreCase)))
                .Select(one => Ended(Capitalized(one.offer), one.sentence))
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>All that can be printed, in the brief's order.</summary>
    public IReadOnlyList<Fact> Facts { get; }

    /// <summary>Those that a list of prices has: not those of before.</summary>
    public IReadOnlyList<Fact> Prices { get; }

    /// <summary>Those of which the brief says what costs it. A label before a list of facts for us is no name.</summary>
    public IReadOnlyList<Fact> NamedPrices =>
        [
            .. Prices.Where(price =>
                Text(price, "what") is { } what
                && (price.Field != "brandGuidelines" || price.Quote.Contains(what, StringComparison.OrdinalIgnoreCase))
            ),
        ];

    public IReadOnlyList<Fact> Hours { get; }

    /// <summary>Days on which something happens.</summary>
    public IReadOnlyList<Fact> Dates { get; }
    public IReadOnlyList<Fact> Addresses { get; }
    public IReadOnlyList<Fact> Phones { get; }
    public IReadOnlyList<Fact> Emails { get; }

    /// <summary>Persons of whom the brief says what they do.</summary>
    public IReadOnlyList<Fact> People { get; }

    /// <summary>What the page begins with.</summary>
    public IReadOnlyList<string> Lead { get; }

    /// <summary>A sentence that lists what there is.</summary>
    public BriefSentence? List { get; }

    /// <summary>A question and its answer by turns.</summary>
    public IReadOnlyList<BriefSentence> Questions { get; }

    /// <summary>What is to be read with the prices.</summary>
    public IReadOnlyList<BriefSentence> BesidePrices { get; }

    /// <summary>What the owner states beside the description: conditions, credentials, figures.</summary>
    public IReadOnlyList<string> Beside { get; }

    /// <summary>What others say, word for word with their names: each stands in no other text.</summary>
    public IReadOnlyList<string> Quotes { get; }

    /// <summary>All that is left for the owner's story, in order.</summary>
    public IReadOnlyList<string> Story => [.. story.Select(sentence => sentence.Text)];

    /// <summary>Sentences that are little more than prices, times or dates: on a page those have sections of their own.</summary>
    public IReadOnlyList<string> Tabulated { get; }

    /// <summary>All that is said to the public, as it follows.</summary>
    public IReadOnlyList<string> InOrder { get; }

    /// <summary>What is listed, without what says the same twice.</summary>
    public IReadOnlyList<Fact> Listed => List is null ? [] : ServicesIn(List);

    /// <summary>A price that was asked before another one in the same sentence: the pair.</summary>
    public (Fact Was, Fact Now)? Reduced =>
        Of("price").FirstOrDefault(IsBefore) is { } was
        && Prices.FirstOrDefault(price => Text(price, "qualifier") == "now") is { } now
            ? (was, now)
            : null;

    /// <summary>The day on which what the price is for ends: it stands in one sentence with it, and is no event.</summary>
    public IEnumerable<Fact> EndsOf(Fact price) =>
        Of("date")
            .Except(Dates)
            .Where(date => sentences.Any(sentence => sentence.Holds(date) && sentence.Holds(price)))
            .Take(1);

    public IReadOnlyList<Fact> Of(string kind) => [.. Facts.Where(fact => fact.Kind == kind)];

    /// <summary>Whether a sentence that the page says names the person, or a number that it shows is the person's.</summary>
    public bool IsNamed(Fact person) =>
        Text(person, "name") is { } name
        && Lead.Concat(Story)
            .Concat(Phones.Select(phone => Text(phone, "role") ?? ""))
            .Any(words => words.Contains(name, StringComparison.OrdinalIgnoreCase));

    private static string? Text(Fact fact, string member) => (string?)fact.Value[member];

    private static bool IsBefore(Fact price) => Text(price, "qualifier") == "was";

    // The end of an offer is no event: it stands in one sentence with the price, and has no hour.
    private bool IsEvent(Fact date) =>
        date.Value["date"] is not null
        && (
            date.Value["time"] is not null
            || !sentences.Any(sentence => sentence.Holds(date) && Holds(sentence, "price", "offer"))
        );

    /// <summary>
    /// What follows the prices of a sentence that is little more than that: "Double room 110 € a night, breakfast included" has the room and
    /// its price in the list, and the breakfast nowhere. Each begins with what its price is for.
    /// </summary>
    private IEnumerable<string> BehindPrices(BriefSentence sentence)
    {
        var prices = Facts
            .Where(fact => fact.Kind == "price" && sentence.Holds(fact))
            .OrderBy(price => price.Start)
            .ToList();
        for (var i = 0; i < prices.Count; i++)
        {
            var from = Math.Min(sentence.Text.Length, prices[i].End - sentence.Start);
            var to = i + 1 < prices.Count ? prices[i + 1].Start - sentence.Start : sentence.Text.Length;
            var behind = from < to ? sentence.Text[from..to] : "";
            var attached = PriceRemarks.AttachedIn(behind);
            if (
                attached is not null
                && !IsTabular(sentence, from + behind.IndexOf(attached, StringComparison.Ordinal), attached.Length)
            )
            {
                yield return Ended(Named(prices[i], attached), sentence);
            }
            if (i + 1 < prices.Count)
            {
                continue;
            }
            // Behind the last price a clause may be said of all of them.
            var end = attached is null ? 0 : behind.IndexOf(attached, StringComparison.Ordinal) + attached.Length;
            if (
                PriceRemarks.ClauseIn(behind[end..].TrimStart(')', '）')) is { } words
                && !IsTabular(sentence, from + behind.LastIndexOf(words, StringComparison.Ordinal), words.Length)
            )
            {
                // "Delivery £15, free over £150" is a condition of its own.
                yield return prices.Count > 1 ? Ended(Capitalized(words), sentence)
                : Holds(sentence, "offer") ? sentence.Text
                : Ended(Named(prices[i], words), sentence);
            }
        }

        static string Named(Fact price, string words) =>
            Text(price, "what") is { } what ? $"{Capitalized(what)}: {words}" : Capitalized(words);
    }

    /// <summary>"Entry 180 Kč, children under 12 free, families 400 Kč": what is an offer has no line of its own in a list of prices.</summary>
    private IEnumerable<string> OffersIn(BriefSentence sentence) =>
        Facts
            .Where(fact => fact.Kind == "offer" && sentence.Holds(fact))
            .Select(fact => Text(fact, "text"))
            .OfType<string>();

    /// <summary>Whether something that has a section of its own is said in that part of the sentence.</summary>
    private bool IsTabular(BriefSentence sentence, int from, int length) =>
        Facts.Any(fact =>
            Tabular.Contains(fact.Kind)
            && fact.Field == sentence.Field
            && fact.End > sentence.Start + from
            && fact.Start < sentence.Start + from + length
        );

    /// <summary>With the mark that the sentence it comes from ends with.</summary>
    private static string Ended(string words, BriefSentence sentence) =>
        words + (sentence.Text[^1] is '。' or '।' or '۔' ? sentence.Text[^1] : '.');

    private static string Capitalized(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    /// <summary>What is listed behind a colon.</summary>
    private List<Fact> ServicesIn(BriefSentence sentence)
    {
        var list = sentence.Text.AsSpan().IndexOfAny(':', '：');
        return list < 0
            ? []
            :
            [
                .. Facts
                    .Where(fact =>
                        Services.Contains(fact.Kind) && sentence.Holds(fact) && fact.Start > sentence.Start + list
                    )
                    .DistinctBy(fact => fact.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            ];
    }

    private bool Holds(BriefSentence sentence, params string[] kinds) =>
        Facts.Any(fact => kinds.Contains(fact.Kind) && sentence.Holds(fact));

    /// <summary>The sentence without the part that tells us what to make: what stands before a colon or a dash. Null: all of it does.</summary>
    private BriefSentence? Public(BriefSentence sentence)
    {
        var orders = Facts.Where(fact => FactKinds.IsForUs(fact) && sentence.Holds(fact)).ToList();
        if (orders.Count == 0)
        {
            return Deliverables.NamesEmails(sentence.Text) ? null : sentence;
        }
        var end = sentence.Text.IndexOfAny([':', '：', ';', '–', '—', '(']);
        return
            end >= ShortestPart
            && !Deliverables.NamesEmails(sentence.Text[..end])
            && orders.TrueForAll(order => order.End > sentence.Start + end)
            ? sentence with
            {
                Text = sentence.Text[..end].TrimEnd(),
            }
            : null;
    }

    // Prices, opening times and dates have sections of their own.
    private bool IsTabular(BriefSentence sentence) =>
        Is(sentence, ["price"])
        || Is(sentence, ["hours"])
        // "A workshop in York" says what there is.
        || (Is(sentence, ["date", "place"]) && Holds(sentence, "date"));

    private bool Is(BriefSentence sentence, string[] kinds)
    {
        var covered = new bool[sentence.Text.Length];
        foreach (var fact in Facts.Where(fact => kinds.Contains(fact.Kind) && sentence.Holds(fact)))
        {
            var from = Math.Max(0, fact.Start - sentence.Start);
            Array.Fill(covered, true, from, Math.Min(covered.Length, fact.End - sentence.Start) - from);
            // "Hire of a cargo bike: 35 €": what it costs stands in the list with what it is.
            if (
                fact.Kind == "price"
                && Text(fact, "what") is { Length: > 0 } what
                && sentence.Text.IndexOf(what, StringComparison.OrdinalIgnoreCase) is var named and >= 0
            )
            {
                Array.Fill(covered, true, named, what.Length);
            }
        }
        var letters = 0;
        var inside = 0;
        for (var i = 0; i < covered.Length; i++)
        {
            if (char.IsLetterOrDigit(sentence.Text[i]))
            {
                letters++;
                inside += covered[i] ? 1 : 0;
            }
        }
        return inside > 0 && inside >= letters * Mostly;
    }

    // "Our prices:" introduces what has a heading of its own.
    private static bool IsHeading(BriefSentence sentence) => sentence.Text[^1] is ':' or '：';

    private static bool IsQuestion(BriefSentence sentence) => sentence.Text[^1] is '?' or '？' or '؟';

    /// <summary>Questions that are answered in the next sentence; one alone is a way of speaking.</summary>
    private static List<BriefSentence> QuestionsIn(List<BriefSentence> sentences)
    {
        List<BriefSentence> pairs = [];
        for (var i = 0; i + 1 < sentences.Count; i++)
        {
            if (IsQuestion(sentences[i]) && !IsQuestion(sentences[i + 1]) && sentences[i].Text.Length <= 110)
            {
                pairs.AddRange([sentences[i], sentences[i + 1]]);
                i++;
            }
        }
        return pairs.Count >= 4 ? pairs : [];
    }
}
