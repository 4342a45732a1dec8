using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Domain.Campaigns.Briefs;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>
/// Writes what a section says from the brief's own facts. The same prompt gives the same words. Links between pages are relative
/// to the campaign's folder: <c>./</c> is its first page, <c>checkout</c> another one.
/// </summary>
internal static class Copywriter
{
    // From here on the owner's words fill a section by themselves.
    private const int LongStory = 120;

    private static readonly string[] HeroLayouts = ["split", "centered", "banner"];

    // Where a trade has a natural first layout; the further variants follow in turn. An odd one turns the other sections too.
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

    /// <summary>Writes the section of <paramref name="prompt"/>; its kind is not <c>email</c>.</summary>
    public static SectionContent Write(SectionPrompt prompt)
    {
        var writing = new CopyWriting(prompt);
        var section = new SectionContent
        {
            Kind = prompt.Section.Kind,
            Anchor = prompt.Section.Kind,
            Brand = CopyWriting.Shorten(writing.Facts.Brand, 80),
            Labels = LabelsOf(writing),
            Layout = (FirstLayout(writing) + writing.Variant) % 2 == 1 ? "turned" : null,
        };
        return prompt.Section.Kind switch
        {
            "header" => Header(section, writing),
            "hero" => Hero(section, writing),
            "facts" => section with
            {
                Heading = writing.HeadingOf("factsHeading"),
                QuietHeading = writing.Language is null,
                Items = FactCards.Facts(writing),
            },
            "benefits" => section with
            {
                Heading = writing.Heading(writing.Of(trade => trade.BenefitsHeading)),
                Items = Items(writing, writing.Cards(writing.Of(trade => trade.Benefits))),
            },
            "story" => Story(section, writing),
            "how-it-works" => section with
            {
                Heading = writing.Heading(writing.Of(trade => trade.StepsHeading)),
                Items = Items(writing, writing.Cards(writing.Of(trade => trade.Steps), ordered: true)),
                Primary = PageLinks.Button(writing, writing.PageGoal),
            },
            "offer" => Offer(section, writing),
            "pricing" => Pricing(section, writing),
            "testimonials" => section with
            {
                Heading = writing.HeadingOf("testimonialsHeading"),
                Items = [new ContentItem(writing.Text("testimonialTitle") ?? "", writing.Text("testimonialText"))],
            },
            "faq" => section with
            {
                Heading = writing.HeadingOf("faqHeading"),
                Items = Items(writing, writing.Cards(writing.Of(trade => trade.Faq))),
            },
            "gallery" => Gallery(section, writing),
            "schedule" => Schedule(section, writing),
            "contact-form" => ContactForm(section, writing),
            "call-out" => CallOut(section, writing),
            "confirmation" => Confirmation(section, writing),
            "watch" => section with
            {
                Heading = writing.HeadingOf("watchHeading"),
                Lead = writing.Brief(writing.Text("watchLead")),
                Primary = PageLinks.Button(writing, writing.PageGoal),
            },
            "checkout" => Checkout(section, writing),
            "footer" => Footer(section, writing),
            _ => section with { Heading = writing.Heading([]), Paragraphs = writing.Facts.PublicSentences },
        };
    }

    private static Dictionary<string, string> LabelsOf(CopyWriting writing) =>
        writing
            .Labels.Select(label => (label.Key, Text: writing.Fill(label.Value)))
            .Where(label => label.Text is not null)
            .ToDictionary(label => label.Key, label => label.Text!, StringComparer.Ordinal);

    private static List<ContentItem> Items(CopyWriting writing, IEnumerable<CardCopy> cards) =>
        [.. cards.Select(card => new ContentItem(card.Title, writing.Brief(card.Text), Icon: card.Icon))];

    private static int FirstLayout(CopyWriting writing) => FirstLayouts.GetValueOrDefault(writing.Trade);

    private static SectionContent Header(SectionContent section, CopyWriting writing) =>
        section with
        {
            Home = writing.Page.Key == "index" ? "#top" : "./",
            Items = PageLinks.Navigation(writing),
            Primary = writing.Page.Kind is "confirmation" or "thank-you"
                ? null
                : PageLinks.Button(writing, writing.PageGoal),
            Phone = PageLinks.Phone(writing),
        };

    private static SectionContent Hero(SectionContent section, CopyWriting writing)
    {
        var isOffer = writing.Page.Kind == "offer";
        var second = writing
            .Goals.Except([writing.PageGoal])
            .FirstOrDefault(goal =>
                goal.Kind is not "reply" && (goal.Kind != "call" || writing.Facts.Phones.Count > 0)
            );
        var audience = writing.Text("forAudience");
        var lead = writing.Brief(writing.Choose(writing.Of(trade => isOffer ? trade.OfferLead : trade.Lead)));
        return section with
        {
            Layout = HeroLayouts[(FirstLayout(writing) + writing.Variant + (isOffer ? 1 : 0)) % HeroLayouts.Length],
            Eyebrow = audience is { Length: <= 48 } ? audience : writing.Fill(writing.Of(trade => trade.Noun)),
            Heading = writing.Heading(writing.Of(trade => isOffer ? trade.OfferHeading : trade.Hero)),
            Lead = lead,
            Primary = PageLinks.Button(writing, writing.PageGoal),
            Secondary = isOffer || second is null ? null : PageLinks.Button(writing, second),
            Phone = PageLinks.Phone(writing),
            Note = isOffer ? null : HeroNote(writing, lead),
        };
    }

    // What takes the risk away stands beside the button: the conditions that the brief gives, else its prices.
    private static string? HeroNote(CopyWriting writing, string? lead = null) =>
        writing.Slot("terms") is { } terms ? CopyWriting.Capitalized(terms)
        : writing.Facts.Statements.Count == 0
        && writing.Slot("prices") is { } prices
        && lead?.Contains(writing.Facts.Money[0].Amount, StringComparison.Ordinal) != true
            ? CopyWriting.Capitalized(prices)
        : null;

    private static SectionContent Story(SectionContent section, CopyWriting writing)
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
            paragraphs = [CopyWriting.Shorten(own, 900), .. own.Length < LongStory ? paragraphs : []];
        }

        if (paragraphs.Count == 0)
        {
            paragraphs.AddRange(writing.Facts.PublicSentences.Take(3));
        }

        return section with
        {
            Heading = writing.Heading(
                own.Length >= LongStory && !tells
                    ? writing.Generic.StoryHeading!
                    : writing.Of(trade => trade.StoryHeading)
            ),
            Paragraphs = writing.Prompt.Instruction is null
                ? paragraphs
                : [.. paragraphs.Select(text => writing.Brief(text)!)],
        };
    }

    private static SectionContent Offer(SectionContent section, CopyWriting writing) =>
        section with
        {
            // Below a hero that took the first wording.
            Heading = writing.Heading(writing.Of(trade => trade.OfferHeading), OfferOffset(writing)),
            Lead = writing.Brief(writing.Choose(writing.Of(trade => trade.OfferLead), offset: OfferOffset(writing))),
            Items =
            [
                .. writing
                    .Of(trade => trade.OfferPoints)
                    .Select(writing.Fill)
                    .Where(point => !string.IsNullOrEmpty(point))
                    .Distinct(StringComparer.OrdinalIgnoreCase)
                    .Select(point => new ContentItem(point!, Icon: "check")),
            ],
            Primary = PageLinks.Button(writing, writing.PageGoal),
            Note = Allergens(writing),
        };

    private static int OfferOffset(CopyWriting writing) => writing.Page.Kind == "offer" ? 1 : 0;

    private static string? Allergens(CopyWriting writing) =>
        writing.Facts.MustMention.Any(topic => topic.Contains("allerg", StringComparison.OrdinalIgnoreCase))
            ? writing.Text("allergens")
            : null;

    private static SectionContent Pricing(SectionContent section, CopyWriting writing)
    {
        var prices = FactCards.Prices(writing);
        return section with
        {
            // Without a price the section says how to ask for one.
            Heading = writing.HeadingOf("pricingHeading", prices.Count == 0 ? 1 : 0),
            QuietHeading = writing.Language is null,
            Lead = prices.Count < 2 ? null : writing.Brief(writing.Text("pricingLead")),
            Items =
                prices.Count > 0
                    ? prices
                    :
                    [
                        new ContentItem(
                            writing.Text("pricingOnRequestTitle") ?? "",
                            writing.Text("pricingOnRequestText"),
                            Href: PageLinks.HrefOf(writing, writing.PageGoal)
                        ),
                        new ContentItem(writing.Text("pricingAskTitle") ?? "", writing.Text("pricingAskText")),
                    ],
            Primary = new ContentLink(writing.ShortCta(writing.PageGoal), PageLinks.HrefOf(writing, writing.PageGoal)),
            Note =
                prices.Count > 1 && writing.Facts.Conditions is [var condition, ..]
                    ? CopyWriting.Capitalized(condition)
                    : HeroNote(writing, prices.Count > 0 ? prices[0].Meta : null),
        };
    }

    private static SectionContent Gallery(SectionContent section, CopyWriting writing)
    {
        // Plans are lettered, not numbered: a number would claim which loft it is.
        var firstLetter = writing.Language == "he" ? 'א' : 'A';
        var cards = writing.Of(trade => trade.Gallery);
        var items = cards
            .Select(
                (card, index) =>
                    card with
                    {
                        Title = card.Title.Replace(
                            "{floorPlan}",
                            writing
                                .Labels["floorPlan"]
                                .Replace(
                                    "{letter}",
                                    ((char)(firstLetter + index)).ToString(),
                                    StringComparison.Ordinal
                                ),
                            StringComparison.Ordinal
                        ),
                    }
            )
            .ToList();
        return section with
        {
            Heading = writing.Heading(writing.Of(trade => trade.GalleryHeading)),
            Items = Items(writing, writing.Cards(items, ordered: true)),
            Motif = cards.Any(card => card.Title.Contains("{floorPlan}", StringComparison.Ordinal)) ? "plan" : null,
        };
    }

    private static SectionContent Schedule(SectionContent section, CopyWriting writing)
    {
        if (writing.Facts is { Dates: null, OpeningTimes.Count: > 0 })
        {
            return section with
            {
                Heading = writing.HeadingOf("hoursHeading"),
                QuietHeading = writing.Language is null,
                Items =
                [
                    .. writing.Facts.OpeningTimes.Select(time => new ContentItem(
                        CopyWriting.Capitalized(time.Days),
                        Meta: time.Hours
                    )),
                ],
                Primary = PageLinks.Button(writing, writing.PageGoal),
            };
        }

        var days = (writing.Facts.Dates ?? writing.Facts.Weekdays)?.Days ?? [];
        var hours = writing.Facts.Hours.Count > 0 ? string.Join(", ", writing.Facts.Hours) : null;
        // The same hours on every day are one line.
        var week = writing.Facts.Dates is null && days.Count > 2 && hours is not null ? writing.Facts.Weekdays : null;
        return section with
        {
            Heading = writing.HeadingOf("scheduleHeading"),
            QuietHeading = writing.Language is null,
            Lead =
                week is null && days.Count > 1 && writing.Kinds.Contains("contact-form")
                    ? writing.Text("scheduleDay")
                    : null,
            Items =
                week is not null ? [new ContentItem(CopyWriting.Capitalized(week.Text), Meta: hours)]
                : days.Count > 0 ? [.. days.Select(day => new ContentItem(CopyWriting.Capitalized(day), Meta: hours))]
                : [new ContentItem(writing.Label("opening"), Meta: hours)],
            Primary = PageLinks.Button(writing, writing.PageGoal),
        };
    }

    private static SectionContent ContactForm(SectionContent section, CopyWriting writing)
    {
        var goal = writing.FormGoal;
        return section with
        {
            Heading = writing.Heading([writing.GoalWords(goal) ?? writing.Goal(goal).Form]),
            Lead = writing.Brief(writing.Text("formLead")),
            // Whoever would rather not fill in a form finds every other way here.
            Items =
            [
                .. writing.Facts.Phones.Select(phone => new ContentItem(phone.Text, Href: phone.Href, Icon: "phone")),
                .. writing.Facts.Emails.Select(email => new ContentItem(email, Href: $"mailto:{email}", Icon: "mail")),
            ],
            Form = ContactForms.For(goal, writing),
            Note = Allergens(writing),
        };
    }

    private static SectionContent CallOut(SectionContent section, CopyWriting writing)
    {
        var cards = writing.Cards(writing.Of(trade => trade.CallOut));
        var card = cards.Count > 0 ? cards[0] : new CardCopy(section.Brand, "");
        return section with
        {
            Heading = writing.HeadingAs(card.Title),
            Lead = writing.Brief(card.Text),
            Primary = PageLinks.Button(writing, writing.PageGoal),
            Phone = PageLinks.Phone(writing),
        };
    }

    private static SectionContent Confirmation(SectionContent section, CopyWriting writing)
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
        var next = PageLinks.HasPage(writing, "watch")
            ? new ContentLink(writing.Text("watchCta") ?? "", "watch")
            : null;
        return section with
        {
            Heading = writing.HeadingOf($"{subject}Heading"),
            Lead = writing.Brief(writing.Text($"{subject}Lead")),
            // The steps of any business end with what has just been sent.
            Items = writing.HasOwn(trade => trade.Steps)
                ? Items(writing, writing.Cards(writing.Of(trade => trade.Steps), ordered: true).Skip(1))
                : [],
            Primary = next ?? new ContentLink(writing.Label("home"), "./"),
        };
    }

    private static SectionContent Checkout(SectionContent section, CopyWriting writing) =>
        section with
        {
            Heading = writing.HeadingOf("checkoutHeading"),
            Lead = writing.Brief(writing.Text("checkoutLead")),
            Items = FactCards.Prices(writing),
            Form = ContactForms.For(
                writing.Goals.FirstOrDefault(goal => goal.Kind == "buy") ?? new VisitorGoal("buy", ""),
                writing
            ),
            Note = writing.Text("checkoutNote"),
        };

    private static SectionContent Footer(SectionContent section, CopyWriting writing) =>
        section with
        {
            Lead = writing.Text("footerLine"),
            Items =
            [
                .. PageLinks.Navigation(writing),
                .. writing.Facts.Emails.Take(1).Select(email => new ContentItem(email, Href: $"mailto:{email}")),
            ],
            Phone = PageLinks.Phone(writing),
            Note =
                writing.Trade == "yoga"
                && writing.Facts.Prohibitions.Any(text => text.Contains("health", StringComparison.OrdinalIgnoreCase))
                    ? writing.Text("noHealth")
                    : null,
        };
}
