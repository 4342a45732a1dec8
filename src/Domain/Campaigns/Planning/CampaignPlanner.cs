using System.Globalization;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns.Planning.Mailing;
using AiWebBuilder.Domain.Campaigns.Planning.Parts;

namespace AiWebBuilder.Domain.Campaigns.Planning;

/// <summary>
/// Decides what a campaign is made of, from its brief and the facts in it alone: the same ones give the same plan. A section is planned only
/// when the owner has something to say in it.
/// </summary>
public static class CampaignPlanner
{
    /// <summary>Most web pages in a plan.</summary>
    public const int MaxPages = 10;

    /// <summary>Most e-mails in a plan.</summary>
    public const int MaxEmails = 12;

    // What columns have room for.
    private const int MaxPlans = 4;
    private const int MaxPlanTitle = 24;
    private const int MaxPrices = 60;
    private const int MaxWeeks = 4;
    private const int MaxPlaces = 4;
    private const int MaxDates = 24;
    private const int MaxPeople = 8;
    private const int MaxServices = 9;
    private const int MaxQuotes = 6;

    private static readonly string[] OnEveryPage = [SectionKinds.Header, SectionKinds.Footer];

    // Days after the one before: near each other while interest is fresh, then wider.
    private static readonly int[] Delays = [0, 2, 3, 4, 5, 7];

    /// <summary>Plans the campaign of <paramref name="brief"/>.</summary>
    /// <param name="facts">What its owner stated.</param>
    /// <param name="files">The uploaded files that its first page offers; null: none.</param>
    /// <param name="images">The owner's pictures, with what they show in his words where he has said it; null: none.</param>
    public static CampaignPlan Plan(
        Brief brief,
        FactLedger facts,
        IReadOnlyList<Guid>? files = null,
        IReadOnlyList<(Guid Id, string? Alt)>? images = null
    )
    {
        var language = BriefLanguage.Of(brief);
        var draft = new Draft(
            brief,
            new Placement(facts),
            Trades.Of(brief),
            VisitorGoal.Of(brief),
            language,
            files ?? [],
            images ?? []
        );
        var (pages, sections) = (new List<PlannedPage>(), new List<PlannedSection>());
        foreach (var (page, parts) in PagesOf(draft).Take(MaxPages))
        {
            pages.Add(page);
            sections.AddRange(
                parts
                    .DistinctBy(part => part.Kind, StringComparer.Ordinal)
                    .Select(part => Section(page.Key, part, language))
                    .Select(section =>
                        page != pages[0] && OnEveryPage.Contains(section.Kind)
                            ? section with
                            {
                                SameAs = pages[0].Key,
                            }
                            : section
                    )
            );
        }

        var leadsToPage = pages.Count > 0;
        var letters = Letters.Of(brief, draft.Placement);
        foreach (var (letter, number) in letters.Select((letter, index) => (letter, index + 1)))
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"email-{number}");
            var title = string.Create(
                CultureInfo.InvariantCulture,
                $"{PlanWords.PageTitle(PageKinds.Email, language)} {number}"
            );
            pages.Add(
                new PlannedPage(
                    key,
                    PageKinds.Email,
                    letter.Topic is { } topic ? $"{title}: {Cut(topic, 200)}" : title,
                    Delays[Math.Min(number - 1, Delays.Length - 1)],
                    letter.Topic
                )
            );
            sections.AddRange(
                PartsOf(draft, letter, isFirst: number == 1, leadsToPage).Select(part => Section(key, part, language))
            );
        }

        return new CampaignPlan(pages, sections);
    }

    /// <summary>What an e-mail is made of, in its order. Dates stand in the first one: after it they would be a repetition.</summary>
    private static IEnumerable<Part> PartsOf(Draft draft, Letter letter, bool isFirst, bool leadsToPage)
    {
        var placed = draft.Placement;
        yield return new(SectionKinds.EmailHead, [], letter.Words.Take(1));
        yield return new(SectionKinds.EmailTitle, [], letter.Words.Take(1));
        // Who said it, and that alone: the letter's own text goes on without it.
        var quote = letter.Words.FirstOrDefault(placed.Quotes.Contains);
        var text = letter.Words.Where(words => words != quote).ToList();
        if (quote is null || text.Count > 0)
        {
            yield return new(SectionKinds.EmailText, [], text);
        }
        if (quote is not null)
        {
            yield return new(SectionKinds.EmailQuote, [], [quote]);
        }
        // Where there is no page, the letters say how the owner is reached.
        var facts = (isFirst ? placed.Dates.Take(7) : []).Concat(leadsToPage ? [] : placed.Phones.Take(1)).ToList();
        if (facts.Count > 0)
        {
            yield return new(SectionKinds.EmailFacts, facts);
        }
        if (letter.ListsPrices)
        {
            yield return new(SectionKinds.EmailList, placed.NamedPrices.Take(6));
        }
        // Who has no other goal than an answer, and gives no address for it, is answered by the mail program's own button.
        if (leadsToPage || placed.Emails.Count > 0 || draft.Goals.Any(goal => goal.Kind != "reply"))
        {
            yield return new(
                SectionKinds.EmailButton,
                placed.Emails.Concat(placed.Phones).Concat(placed.Of("link")).Take(3)
            );
        }
        yield return new(SectionKinds.EmailSignOff, placed.Of("signOff").Take(1));
        yield return new(SectionKinds.EmailFooter, placed.Addresses.Take(1));
    }

    private static PlannedSection Section(string page, Part part, string language)
    {
        var (name, purpose) = PlanWords.Section(part.Kind, language);
        return new PlannedSection(page, part.Kind, SectionKinds.ComponentTypeOf(part.Kind), name, purpose)
        {
            Facts = [.. part.Facts.Select(fact => fact.Id).Distinct(StringComparer.Ordinal)],
            Words = [.. part.Words],
            Files = part.Files,
            Images = part.Images,
        };
    }

    private static IEnumerable<(PlannedPage Page, IEnumerable<Part> Parts)> PagesOf(Draft draft)
    {
        if (draft.Brief.Type == "email_sequence")
        {
            yield break;
        }
        if (draft.Brief.Type == "component_enhancement")
        {
            yield return (Page(draft, "index", "landing", topic: null), [draft.Alone()]);
            yield break;
        }
        var asked = AskedPage.In(draft.Placement.Facts).ToList();
        var first = asked.Find(page => page.Kind == "landing");
        asked.Remove(first!);
        yield return (Page(draft, "index", "landing", first?.Topic), Landing(draft));
        if (asked.Count == 0 && draft.Brief.Type is "funnel" or "complete_campaign")
        {
            asked =
                draft.Trade.Name == "webinar"
                    ? [new("confirmation", null), new("watch", null), new("offer", null)]
                    // Whoever orders or signs up must land somewhere that says that it worked.
                    : [new("thank-you", null)];
        }
        var keys = new HashSet<string>(StringComparer.Ordinal) { "index" };
        foreach (var (page, number) in asked.Select((page, index) => (page, index + 2)))
        {
            var key =
                page.Kind != "landing" && keys.Add(page.Kind)
                    ? page.Kind
                    : string.Create(CultureInfo.InvariantCulture, $"page-{number}");
            yield return (Page(draft, key, page.Kind, page.Topic), Others(draft, page));
        }
    }

    private static PlannedPage Page(Draft draft, string key, string kind, string? topic)
    {
        var title =
            kind == "landing"
                ? draft.Trade.Name switch
                {
                    "webinar" => "registration",
                    "course" when draft.Brief.Type == "complete_campaign" => "sales",
                    _ => "landing",
                }
                : kind;
        return new(
            key,
            kind,
            kind == "landing" && topic is not null && key != "index"
                ? Cut(topic, 200)
                : PlanWords.PageTitle(title, draft.Language),
            Topic: topic
        );
    }

    private static IEnumerable<Part> Others(Draft draft, AskedPage page)
    {
        var placed = draft.Placement;
        yield return draft.Header;
        switch (page.Kind)
        {
            case "watch":
                yield return new(SectionKinds.Hero, [], draft.About(page.Topic)) { Images = draft.Pictures.Opening };
                break;
            case "checkout":
                yield return new(SectionKinds.Order, placed.Prices.Take(MaxPrices));
                break;
            case "offer" or "landing":
                yield return new(SectionKinds.Hero, [], draft.About(page.Topic)) { Images = draft.Pictures.Opening };
                foreach (
                    var part in page.Kind == "offer"
                        ? draft.Offers()
                        : draft.Own().Where(part => page.Sections.Contains(part.Kind, StringComparer.Ordinal))
                )
                {
                    yield return part;
                }
                yield return draft.Contact;
                break;
            default:
                yield return new(SectionKinds.Thanks, draft.Contacts.Take(3));
                break;
        }
        yield return draft.Footer;
    }

    private static List<Part> Landing(Draft draft)
    {
        return [draft.Header, draft.Hero, .. draft.Own(), draft.Contact, draft.Footer];
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];

    private sealed record Draft(
        Brief Brief,
        Placement Placement,
        Trade Trade,
        IReadOnlyList<VisitorGoal> Goals,
        string Language,
        IReadOnlyList<Guid> Files,
        IReadOnlyList<(Guid Id, string? Alt)> Images
    )
    {
        public PicturePlaces Pictures { get; } =
            PicturePlaces.Of(Images, Placement.Of("person"), Placement.People, hasStory: StoryOf(Placement).Any());

        public IEnumerable<Fact> Contacts => Placement.Phones.Concat(Placement.Emails).Concat(Placement.Addresses);

        public Part Header => new(SectionKinds.Header, Placement.Phones.Take(1));

        public Part Hero =>
            new(
                SectionKinds.Hero,
                [
                    // What decides whether a visitor reads on: a price where it is the only one, the day, the place.
                    .. Placement.Prices is [var price] ? [price] : Enumerable.Empty<Fact>(),
                    .. Placement.Dates is [var day] ? [day] : Enumerable.Empty<Fact>(),
                    .. Placement.Of("place").Take(1),
                ],
                Placement.Lead
            )
            {
                Images = Pictures.Opening,
            };

        // Whom one speaks to, where one person is named and no sentence on the page says who that is.
        public Part Contact =>
            new(
                SectionKinds.Contact,
                Contacts.Take(5).Concat(Placement.People is [var only] && !Placement.IsNamed(only) ? [only] : [])
            );

        public Part Footer =>
            new(
                SectionKinds.Footer,
                Contacts.Concat(Placement.Of("social")).Concat(Placement.Of("registration")).Take(6)
            );

        /// <summary>What the owner has something to say in, in the order in which a visitor asks for it.</summary>
        public IEnumerable<Part> Own()
        {
            if (Placement.Listed.Count > 0)
            {
                yield return new(SectionKinds.Services, Placement.Listed.Take(MaxServices), [Placement.List!.Text]);
            }
            foreach (var part in Offers())
            {
                yield return part;
            }
            if (Pictures.Gallery.Count > 0)
            {
                yield return new(SectionKinds.Gallery) { Images = Pictures.Gallery };
            }
            if (Files.Count > 0)
            {
                yield return new(SectionKinds.Downloads) { Files = Files };
            }
            if (Placement.Dates.Count > 0)
            {
                yield return new(
                    SectionKinds.Dates,
                    Placement.Dates.Take(MaxDates).Concat(Placement.Of("place").Take(MaxPlaces))
                );
            }
            if (Placement.Hours.Count > 0)
            {
                yield return new(
                    SectionKinds.Hours,
                    Placement.Hours.Take(MaxWeeks).Concat(Placement.Addresses is [var only] ? [only] : [])
                );
            }
            if (Placement.Addresses.Count > (Placement.Hours.Count > 0 ? 1 : 0))
            {
                yield return new(SectionKinds.Place, Placement.Addresses.Take(MaxPlaces));
            }
            if (StoryOf(Placement).ToList() is { Count: > 0 } story)
            {
                yield return new(SectionKinds.Story, [], story) { Images = Pictures.Story };
            }
            if (Placement.People.Count > 1)
            {
                yield return new(SectionKinds.Team, Placement.People.Take(MaxPeople)) { Images = Pictures.Team };
            }
            if (Placement.Quotes.Count > 0)
            {
                yield return new(SectionKinds.Quotes, [], Placement.Quotes.Take(MaxQuotes));
            }
            if (Placement.Questions.Count > 0)
            {
                yield return new(SectionKinds.Faq, [], Placement.Questions.Select(sentence => sentence.Text));
            }
        }

        /// <summary>What it costs.</summary>
        public IEnumerable<Part> Offers()
        {
            if (Placement.Reduced is { } reduced)
            {
                yield return new(
                    SectionKinds.Offer,
                    [reduced.Now, reduced.Was, .. Placement.EndsOf(reduced.Now)],
                    BesidePrices
                );
            }
            var prices = Placement.Prices.Where(price => price != Placement.Reduced?.Now).ToList();
            if (prices.Count > 0)
            {
                yield return new(
                    prices.Count <= MaxPlans
                    && prices.TrueForAll(price => (string?)price.Value["what"] is { Length: <= MaxPlanTitle })
                        ? SectionKinds.Plans
                        : SectionKinds.PriceList,
                    prices.Take(MaxPrices),
                    Placement.Reduced is null ? BesidePrices : []
                );
            }
        }

        /// <summary>A section by itself: the hero where the brief has nothing for the one that it names.</summary>
        public Part Alone()
        {
            var kind = Deliverables.Component(Brief);
            return Own()
                    .Append(Contact)
                    .Append(Header)
                    .Append(Footer)
                    .FirstOrDefault(part =>
                        part.Kind == kind
                        || (kind == SectionKinds.Plans && part.Kind == SectionKinds.PriceList)
                        || (kind == SectionKinds.Hours && part.Kind == SectionKinds.Dates)
                    )
                ?? Hero;
        }

        /// <summary>The sentences that share a word with a topic; else a page begins with what the first begins with.</summary>
        public IEnumerable<string> About(string? topic) =>
            topic is null ? Placement.Lead
            : Letters.Sharing(topic, Placement.Lead.Concat(Placement.Story)).ToList() is { Count: > 0 } said ? said
            : Placement.Lead;

        private static IEnumerable<string> StoryOf(Placement placed) =>
            placed.Story.Concat(placed.Prices.Count == 0 ? placed.Beside : []);

        private IEnumerable<string> BesidePrices =>
            Placement.BesidePrices.Select(sentence => sentence.Text).Concat(Placement.Beside);
    }
}
