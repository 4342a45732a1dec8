using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Planning;
using AiWebBuilder.Infrastructure.AiUsage.Offline.Emails;
using AiWebBuilder.Infrastructure.AiUsage.Offline.Reading;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>
/// Writes the props of a section's block from the brief's own facts. The same prompt gives the same words. What has nothing of the owner's
/// to say, and no words that hold for any business of the trade, is left out.
/// </summary>
internal static class Copywriter
{
    // From here on the owner's words fill a section by themselves.
    private const int LongStory = 120;

    private static readonly string[] HeroVariants = ["split", "centered", "cover"];

    // Where a trade has a natural first layout; the further variants follow in turn.
    private static readonly Dictionary<string, int> FirstLayouts = new(StringComparer.Ordinal)
    {
        ["plumbing"] = 2,
        ["gym"] = 2,
        ["charity"] = 2,
        ["restaurant"] = 1,
        ["course"] = 1,
        ["dental"] = 3,
        ["real-estate"] = 2,
    };

    /// <summary>Writes the section of <paramref name="prompt"/>.</summary>
    /// <returns>Null: this writer has nothing to say in a block of that kind.</returns>
    public static JsonObject? Write(SectionPrompt prompt)
    {
        var writing = new CopyWriting(prompt);
        if (prompt.CurrentProps is { } current && !writing.WantsAnotherWording)
        {
            return writing.Reworked(current);
        }
        return prompt.Section.Kind switch
        {
            SectionKinds.Header => Header(writing),
            SectionKinds.Hero => writing.Page.Kind == "watch" ? Watch(writing) : Hero(writing),
            SectionKinds.Stats => Stats(writing),
            SectionKinds.Reasons => Reasons(writing),
            SectionKinds.Services => Offer(writing),
            SectionKinds.Story => Story(writing),
            SectionKinds.Steps => Steps(writing),
            SectionKinds.Plans => Plans(writing),
            SectionKinds.PriceList => PriceList(writing),
            SectionKinds.Hours => Hours(writing),
            SectionKinds.Dates => Dates(writing),
            SectionKinds.Faq => Faq(writing),
            SectionKinds.Contact => Contact(writing),
            SectionKinds.CallOut => CallOut(writing),
            SectionKinds.Thanks => Thanks(writing),
            SectionKinds.Order => Order(writing),
            SectionKinds.Footer => Footer(writing),
            _ => EmailWriter.Write(writing),
        };
    }

    private static JsonObject Header(CopyWriting writing)
    {
        var phone = writing.PhoneId;
        return Props.Of(
            ("name", Props.Fit(writing.Facts.Brand, 40)),
            ("links", PageLinks.Navigation(writing)),
            ("phone", phone),
            (
                "link",
                phone is not null || writing.Page.Kind is "confirmation" or "thank-you"
                    ? null
                    : PageLinks.Button(writing, writing.PageGoal)
            )
        );
    }

    private static JsonObject Hero(CopyWriting writing)
    {
        var isOffer = writing.Page.Kind == "offer";
        var second = writing
            .Goals.Except([writing.PageGoal])
            .FirstOrDefault(goal =>
                goal.Kind is not "reply" && (goal.Kind != "call" || writing.Facts.Phones.Count > 0)
            );
        return Props.Of(
            (
                "variant",
                HeroVariants[(FirstLayout(writing) + writing.Variant + (isOffer ? 1 : 0)) % HeroVariants.Length]
            ),
            ("eyebrow", Eyebrow(writing)),
            ("heading", writing.Heading(writing.Of(trade => isOffer ? trade.OfferHeading : trade.Hero))),
            ("lead", Lead(writing.Choose(writing.Of(trade => isOffer ? trade.OfferLead : trade.Lead)))),
            ("link", PageLinks.Button(writing, writing.PageGoal)),
            ("link2", isOffer || second is null ? null : PageLinks.Button(writing, second)),
            ("facts", isOffer ? null : Deciding(writing))
        );
    }

    private static string? Eyebrow(CopyWriting writing) =>
        new[] { writing.Text("forAudience"), writing.Fill(writing.Of(trade => trade.Noun)) }.FirstOrDefault(text =>
            text is { Length: > 0 } && Props.Fits(text, 30)
        );

    // What decides whether a visitor reads on: a price where it is the only one, the day, the place.
    private static JsonArray Deciding(CopyWriting writing) =>
        [
            .. new[]
            {
                writing.Facts.Money.Count == 1 ? writing.PriceId(writing.Facts.Money[0]) : null,
                writing.Facts.Dates is { Days: [var day] } ? writing.FactId("date", "date", day) : null,
                writing.Facts.Place is { } place ? writing.FactId("place", "text", place) : null,
            }
                .OfType<string>()
                .Select(id => JsonValue.Create(id)),
        ];

    private static JsonObject Watch(CopyWriting writing) =>
        Props.Of(
            ("variant", "centered"),
            ("heading", writing.HeadingOf("watchHeading")),
            ("lead", Lead(writing.Text("watchLead"))),
            ("link", PageLinks.Button(writing, writing.PageGoal))
        );

    private static JsonObject? Stats(CopyWriting writing)
    {
        var items = FactCards
            .Facts(writing)
            .Where(card => card.FactId is not null)
            .Take(8)
            .Select(card =>
                (JsonNode)
                    Props.Of(("fact", card.FactId), ("label", card.Label is null ? null : Props.Fit(card.Label, 40)))
            )
            .ToArray();
        return items.Length < 2
            ? null
            : Props.Of(
                ("heading", writing.Language is null ? null : writing.HeadingOf("factsHeading")),
                ("items", new JsonArray(items))
            );
    }

    private static JsonObject? Reasons(CopyWriting writing)
    {
        var cards = Cards(writing, trade => trade.Benefits, ordered: false);
        return cards.Count < 2
            ? null
            : Props.Of(
                ("variant", IsTurned(writing) ? "numbers" : "grid"),
                ("heading", writing.Heading(writing.Of(trade => trade.BenefitsHeading))),
                ("items", Items(cards.Take(6), withIcon: !IsTurned(writing)))
            );
    }

    private static JsonObject? Steps(CopyWriting writing)
    {
        var cards = Cards(writing, trade => trade.Steps, ordered: true);
        return cards.Count < 2
            ? null
            : Props.Of(
                ("variant", IsTurned(writing) ? "column" : "row"),
                ("heading", writing.Heading(writing.Of(trade => trade.StepsHeading))),
                ("items", Items(cards.Take(6), withIcon: false))
            );
    }

    private static JsonObject? Offer(CopyWriting writing)
    {
        // Below a hero that took the first wording.
        var offset = writing.Page.Kind == "offer" ? 1 : 0;
        var own = Points(writing.Of(trade => trade.OfferPoints));
        var points = own.Count >= 2 ? own : [.. own.Concat(Points(writing.Generic.OfferPoints!))];
        var heading = writing.Heading(writing.Of(trade => trade.OfferHeading), offset);
        return points.Count < 2
            ? null
            : Props.Of(
                ("variant", "list"),
                ("heading", heading),
                ("lead", Lead(writing.Choose(writing.Of(trade => trade.OfferLead), offset: offset))),
                (
                    "items",
                    new JsonArray([.. points.Take(9).Select(point => Props.Of(("title", point), ("icon", "check")))])
                )
            );

        List<string> Points(string[] texts) =>
            [
                .. texts
                    .Select(writing.Fill)
                    .Where(point => !string.IsNullOrEmpty(point))
                    .Select(point => Props.Fit(point!, 60))
                    .Distinct(StringComparer.OrdinalIgnoreCase),
            ];
    }

    private static JsonObject? Story(CopyWriting writing)
    {
        var paragraphs = writing
            .Of(trade => trade.Story)
            .Select(writing.Fill)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToList();
        // Two wordings of the same thought are alternatives: only one of those that quote the brief is used.
        var quoting = paragraphs
            .Where(text => writing.Slot("quote") is { } quote && text.StartsWith(quote, StringComparison.Ordinal))
            .ToList();
        paragraphs.RemoveAll(text => quoting.Contains(text) && text != quoting[writing.Variant % quoting.Count]);
        // Where the trade's own story does not quote the owner, it gives way to what the owner says.
        var lead = writing.Choose(writing.Of(trade => trade.Lead));
        var own = string.Join(
            ' ',
            writing
                .Facts.UnlistedLeadingSentences.Where(sentence =>
                    lead?.Contains(sentence.TrimEnd('.'), StringComparison.OrdinalIgnoreCase) != true
                )
                .Concat(writing.Facts.MoreSentences)
        );
        var quoted = writing.Facts.MoreSentences.Concat(writing.Facts.UnlistedLeadingSentences).ToList();
        var tells = quoted.Exists(sentence =>
            paragraphs.Exists(text => text.Contains(sentence.TrimEnd('.'), StringComparison.Ordinal))
        );
        if (own.Length > 0 && !tells)
        {
            paragraphs = [own, .. own.Length < LongStory ? paragraphs : []];
        }

        if (paragraphs.Count == 0)
        {
            paragraphs.AddRange(writing.Facts.PublicSentences.Take(3));
        }

        if (paragraphs.Count == 0)
        {
            return null;
        }

        return Props.Of(
            (
                "heading",
                writing.Heading(
                    own.Length >= LongStory && !tells
                        ? writing.Generic.StoryHeading!
                        : writing.Of(trade => trade.StoryHeading)
                )
            ),
            ("body", Props.Body(paragraphs, 900))
        );
    }

    private static JsonObject? Plans(CopyWriting writing)
    {
        var items = writing
            .Facts.Money.Where(money => writing.PriceId(money) is not null)
            .Take(4)
            .Select(money =>
                (JsonNode)
                    Props.Of(
                        ("title", Props.Fit(CopyWriting.Capitalized(money.Label ?? writing.Facts.Brand), 24)),
                        ("price", writing.PriceId(money)),
                        ("link", PageLinks.Button(writing, writing.PageGoal, isShort: true))
                    )
            )
            .ToArray();
        return items.Length == 0
            ? null
            : Props.Of(
                ("variant", "columns"),
                ("heading", writing.HeadingOf("pricingHeading")),
                ("lead", PricesLead(writing, items.Length)),
                ("items", new JsonArray(items))
            );
    }

    private static JsonObject? PriceList(CopyWriting writing)
    {
        var items = writing
            .Facts.Money.Where(money => writing.PriceId(money) is not null)
            .Select(money =>
                (JsonNode)
                    Props.Of(
                        ("title", Props.Fit(CopyWriting.Capitalized(money.Label ?? writing.Facts.Brand), 50)),
                        ("price", writing.PriceId(money))
                    )
            )
            .Take(20)
            .ToArray();
        return items.Length == 0
            ? null
            : Props.Of(
                ("variant", IsTurned(writing) ? "table" : "leaders"),
                ("heading", writing.HeadingOf("pricingHeading")),
                ("lead", PricesLead(writing, items.Length)),
                ("groups", new JsonArray(Props.Of(("items", new JsonArray(items)))))
            );
    }

    // The conditions that the brief gives take the risk away; what stands beside the prices is read with them.
    private static string? PricesLead(CopyWriting writing, int prices) =>
        Lead(
            writing.Facts.Conditions is [var condition, ..] ? CopyWriting.Capitalized(condition)
            : prices > 1 ? writing.Text("pricingLead")
            : null
        );

    private static JsonObject? Hours(CopyWriting writing) =>
        writing.Prompt.Facts.FirstOrDefault(fact => fact.Kind == "hours") is not { } hours
            ? null
            : Props.Of(
                (
                    "heading",
                    writing.HeadingOf(writing.Facts.OpeningTimes.Count > 0 ? "hoursHeading" : "scheduleHeading")
                ),
                ("hours", new JsonArray(JsonValue.Create(hours.Id)))
            );

    private static JsonObject? Dates(CopyWriting writing)
    {
        var hours = writing.Facts.Hours.Count > 0 ? string.Join(", ", writing.Facts.Hours) : null;
        var title = CopyWriting.Capitalized(writing.Facts.Topic ?? writing.Facts.Brand);
        var items = (writing.Facts.Dates?.Days ?? [])
            .Select(day => writing.FactId("date", "date", day))
            .OfType<string>()
            .Take(24)
            .Select(id =>
                (JsonNode)Props.Of(("title", Props.Fit(hours is null ? title : $"{title}, {hours}", 60)), ("when", id))
            )
            .ToArray();
        return items.Length == 0
            ? null
            : Props.Of(
                ("heading", writing.HeadingOf("scheduleHeading")),
                (
                    "lead",
                    items.Length > 1 && writing.Kinds.Contains(SectionKinds.Contact)
                        ? Lead(writing.Text("scheduleDay"))
                        : null
                ),
                ("items", new JsonArray(items))
            );
    }

    private static JsonObject? Faq(CopyWriting writing)
    {
        var cards = Cards(writing, trade => trade.Faq, ordered: false, maxTitle: 110);
        return cards.Count < 2
            ? null
            : Props.Of(
                ("variant", IsTurned(writing) ? "columns" : "details"),
                ("heading", writing.HeadingOf("faqHeading")),
                (
                    "items",
                    new JsonArray([
                        .. cards
                            .Take(12)
                            .Select(card =>
                                Props.Of(("question", card.Title), ("answer", Props.Body([card.Text], 600)))
                            ),
                    ])
                )
            );
    }

    private static JsonObject Contact(CopyWriting writing)
    {
        // Whoever would rather not fill in a form finds every other way here.
        JsonArray ways =
        [
            .. writing
                .Prompt.Facts.Where(fact => fact.Kind is "phone" or "email")
                .Take(5)
                .Select(fact => JsonValue.Create(fact.Id)),
        ];
        var goal = writing.FormGoal;
        return Props.Of(
            ("variant", ways.Count > 0 ? "beside" : "card"),
            ("heading", writing.Heading([writing.GoalWords(goal) ?? writing.Goal(goal).Form])),
            ("lead", Lead(writing.Text("formLead"))),
            ("fields", ContactForms.FieldsOfAll(writing)),
            ("goals", ContactForms.Goals(writing)),
            ("facts", ways),
            ("note", Fitting(Allergens(writing) ?? writing.Text("privacy"), 160)),
            ("thanks", ContactForms.ThanksOfAll(writing))
        );
    }

    private static string? Allergens(CopyWriting writing) =>
        writing.Facts.MustMention.Any(topic => topic.Contains("allerg", StringComparison.OrdinalIgnoreCase))
            ? writing.Text("allergens")
            : null;

    private static JsonObject? CallOut(CopyWriting writing)
    {
        var cards = writing.Cards(writing.Of(trade => trade.CallOut));
        var card = cards.Count > 0 ? cards[0] : new CardCopy(writing.Facts.Brand, "");
        return PageLinks.Button(writing, writing.PageGoal) is not { } button
            ? null
            : Props.Of(
                ("tone", "strong"),
                ("heading", Props.Fit(card.Title, 60)),
                ("text", card.Text.Length == 0 ? null : Props.Line(card.Text, 160)),
                ("link", button)
            );
    }

    private static JsonObject Thanks(CopyWriting writing)
    {
        var kind = writing.Goals[0].Kind;
        var subject = kind switch
        {
            // Its words speak of a session to watch.
            "register" when PageLinks.HasPage(writing, "watch") => "registration",
            "trial" => "trial",
            "buy" => "order",
            _ => "confirmation",
        };
        return Props.Of(
            ("heading", writing.HeadingOf($"{subject}Heading")),
            ("lead", Lead(writing.Text($"{subject}Lead"))),
            // The steps of any business end with what has just been sent.
            (
                "next",
                writing.HasOwn(trade => trade.Steps)
                    ? new JsonArray([
                        .. writing
                            .Cards(writing.Of(trade => trade.Steps), ordered: true)
                            .Skip(1)
                            .Select(card => card.Text)
                            .Where(text => text.Length > 0 && Props.Fits(text, 120))
                            .Take(3)
                            .Select(text => JsonValue.Create(text)),
                    ])
                    : null
            ),
            (
                "link",
                PageLinks.HasPage(writing, "watch")
                    ? Props.Link("page", "watch", writing.Text("watchCta") ?? writing.Label("home"))
                    : Props.Link("page", "index", writing.Label("home"))
            )
        );
    }

    private static JsonObject Order(CopyWriting writing)
    {
        var goal = writing.Goals.FirstOrDefault(one => one.Kind == "buy") ?? new VisitorGoal("buy", "");
        return Props.Of(
            ("heading", writing.HeadingOf("checkoutHeading")),
            ("lead", Lead(writing.Text("checkoutLead"))),
            (
                "items",
                new JsonArray([
                    .. writing
                        .Facts.Money.Where(money => writing.PriceId(money) is not null)
                        .Select(money =>
                            Props.Of(
                                ("title", Props.Fit(CopyWriting.Capitalized(money.Label ?? writing.Facts.Brand), 50)),
                                ("price", writing.PriceId(money))
                            )
                        ),
                ])
            ),
            ("fields", ContactForms.Fields(goal, writing)),
            ("goals", new JsonArray(Props.Of(("ref", "buy"), ("label", Props.Fit(writing.ShortCta(goal), 28))))),
            ("note", Fitting(writing.Text("checkoutNote"), 160)),
            ("thanks", ContactForms.Thanks(writing, goal))
        );
    }

    private static JsonObject Footer(CopyWriting writing) =>
        Props.Of(
            ("name", Props.Fit(writing.Facts.Brand, 60)),
            ("text", Fitting(NoHealth(writing) ?? writing.Text("footerLine"), 160)),
            (
                "facts",
                new JsonArray([
                    .. writing
                        .Prompt.Facts.Where(fact => fact.Kind is "phone" or "email")
                        .Take(6)
                        .Select(fact => JsonValue.Create(fact.Id)),
                ])
            ),
            ("links", PageLinks.Navigation(writing))
        );

    private static string? NoHealth(CopyWriting writing) =>
        writing.Trade == "yoga"
        && writing.Facts.Prohibitions.Any(text => text.Contains("health", StringComparison.OrdinalIgnoreCase))
            ? writing.Text("noHealth")
            : null;

    private static int FirstLayout(CopyWriting writing) => FirstLayouts.GetValueOrDefault(writing.Trade);

    /// <summary>An odd first layout turns the other sections too.</summary>
    private static bool IsTurned(CopyWriting writing) => (FirstLayout(writing) + writing.Variant) % 2 == 1;

    private static string? Lead(string? text) => text is { Length: > 0 } ? Props.Line(text, 220) : null;

    private static string? Fitting(string? text, int width) => text is { Length: > 0 } ? Props.Fit(text, width) : null;

    /// <summary>Those that fit; what holds for any business fills up where the trade's own are too few.</summary>
    private static List<CardCopy> Cards(
        CopyWriting writing,
        Func<TradeCopy, CardCopy[]?> member,
        bool ordered,
        int maxTitle = 40
    )
    {
        var own = Fitting(writing.Of(member));
        return own.Count >= 2 ? own : [.. own.Concat(Fitting(member(writing.Generic)!)).DistinctBy(card => card.Title)];

        List<CardCopy> Fitting(CardCopy[] cards) =>
            [.. writing.Cards(cards, ordered).Where(card => card.Text.Length > 0 && Props.Fits(card.Title, maxTitle))];
    }

    private static JsonArray Items(IEnumerable<CardCopy> cards, bool withIcon) =>
        [
            .. cards.Select(card =>
                Props.Of(
                    ("title", card.Title),
                    ("text", Props.Line(card.Text, 160)),
                    ("icon", withIcon ? card.Icon : null)
                )
            ),
        ];
}
