using AiWebBuilder.Domain.Campaigns.Briefs;

namespace AiWebBuilder.Domain.Campaigns.Planning;

/// <summary>
/// Decides what a campaign is made of, from its brief alone: the same brief gives the same plan. A section is planned only when
/// the brief has something to say in it.
/// </summary>
public static class CampaignPlanner
{
    /// <summary>Most web pages in a plan.</summary>
    public const int MaxPages = 10;

    /// <summary>Most e-mails in a plan.</summary>
    public const int MaxEmails = 12;

    /// <summary>Most sections on one page.</summary>
    public const int MaxSectionsPerPage = 14;

    // Prices, and days or opening times: which block it is depends on what the brief says of them.
    private const string Pricing = "pricing";
    private const string Schedule = "schedule";

    // What columns have room for.
    private const int MaxPlans = 4;
    private const int MaxPlanTitle = 24;

    // Days after the one before: near each other while interest is fresh, then wider.
    private static readonly int[] Delays = [0, 2, 3, 4, 5, 7];

    /// <summary>Plans the campaign of <paramref name="brief"/>.</summary>
    public static CampaignPlan Plan(Brief brief)
    {
        var language = BriefLanguage.Of(brief);
        var planned = new Draft(
            brief,
            BriefFacts.From(brief),
            Trades.WrittenFor(brief, language),
            VisitorGoal.Of(brief),
            language
        );
        var (pages, sections) = (new List<PlannedPage>(), new List<PlannedSection>());
        foreach (var (key, kind, title, kinds) in PagesOf(planned).Take(MaxPages))
        {
            pages.Add(new PlannedPage(key, kind, PlanWords.PageTitle(title, language)));
            sections.AddRange(
                kinds
                    .Distinct(StringComparer.Ordinal)
                    .Take(MaxSectionsPerPage)
                    .Select(section => Section(key, section, language))
            );
        }

        var leadsToPage = pages.Count > 0;
        for (var number = 1; number <= Deliverables.EmailCount(brief); number++)
        {
            var key = $"email-{number}";
            var title = $"{PlanWords.PageTitle(PageKinds.Email, language)} {number}";
            pages.Add(new PlannedPage(key, PageKinds.Email, title, Delays[Math.Min(number - 1, Delays.Length - 1)]));
            sections.AddRange(
                PartsOf(planned, isFirst: number == 1, leadsToPage).Select(part => Section(key, part, language))
            );
        }

        return new CampaignPlan(pages, sections);
    }

    /// <summary>What an e-mail is made of, in its order. The figures stand in the first one: after it they would be a repetition.</summary>
    private static IEnumerable<string> PartsOf(Draft draft, bool isFirst, bool leadsToPage)
    {
        var facts = draft.Facts;
        yield return SectionKinds.EmailHead;
        yield return SectionKinds.EmailTitle;
        yield return SectionKinds.EmailText;
        if (isFirst && (facts.Statements.Count > 0 || facts.Dates is { Days.Count: > 0 }))
        {
            yield return SectionKinds.EmailFacts;
        }
        if (isFirst && facts.ListedMoney.Count > 0)
        {
            yield return SectionKinds.EmailList;
        }
        // Who has no other goal than an answer, and gives no address for it, is answered by the mail program's own button.
        if (leadsToPage || facts.Emails.Count > 0 || draft.Goals.Any(goal => goal.Kind != "reply"))
        {
            yield return SectionKinds.EmailButton;
        }
        yield return SectionKinds.EmailSignOff;
        yield return SectionKinds.EmailFooter;
    }

    private static PlannedSection Section(string page, string kind, string language)
    {
        var (name, purpose) = PlanWords.Section(kind, language);
        return new PlannedSection(page, kind, SectionKinds.ComponentTypeOf(kind), name, purpose);
    }

    private static IEnumerable<(string Key, string Kind, string Title, IReadOnlyList<string> Sections)> PagesOf(
        Draft draft
    )
    {
        switch (draft.Brief.Type)
        {
            case "email_sequence":
                yield break;
            case "component_enhancement":
                yield return ("index", "landing", "landing", [draft.Alone(Deliverables.Component(draft.Brief))]);
                yield break;
            case "funnel":
                yield return (
                    "index",
                    "landing",
                    draft.Trade == "webinar" ? "registration" : "landing",
                    Landing(draft)
                );
                foreach (var page in FunnelPages(draft))
                {
                    yield return page;
                }

                yield break;
            case "complete_campaign":
                yield return ("index", "landing", draft.Trade == "course" ? "sales" : "landing", Landing(draft));
                foreach (var page in FunnelPages(draft))
                {
                    yield return page;
                }

                yield break;
            default:
                yield return ("index", "landing", "landing", Landing(draft));
                yield break;
        }
    }

    private static IEnumerable<(string Key, string Kind, string Title, IReadOnlyList<string> Sections)> FunnelPages(
        Draft draft
    )
    {
        var asked = Deliverables.Pages(draft.Brief).ToList();
        if (asked.Count == 0 && draft.Trade == "webinar")
        {
            asked.AddRange(["confirmation", "watch", "offer"]);
        }

        // Whoever orders or signs up must land somewhere that says that it worked.
        if (!asked.Contains("confirmation") && !asked.Contains("thank-you"))
        {
            asked.Add("thank-you");
        }

        foreach (var page in asked)
        {
            string[] sections = page switch
            {
                "watch" => ["header", "hero", "callout", "footer"],
                "offer" => ["header", "hero", "services", "contact", "footer"],
                "checkout" => ["header", "order", "faq", "footer"],
                _ => ["header", "thanks", "footer"],
            };
            yield return (page, page, page, draft.HasCopy ? sections : [.. sections.Where(SpeaksInBriefsWords)]);
        }
    }

    private static List<string> Landing(Draft draft)
    {
        string[] order = draft.Trade switch
        {
            "yoga" => ["header", "hero", "services", "reasons", Schedule, "steps", "story", "faq", "contact", "footer"],
            "plumbing" => ["header", "hero", "steps", "reasons", Pricing, "callout", "faq", "contact", "footer"],
            "restaurant" =>
            [
                "header",
                "hero",
                "stats",
                "services",
                "story",
                Schedule,
                "steps",
                "faq",
                "contact",
                "footer",
            ],
            "bakery" => ["header", "hero", "story", Pricing, Schedule, "steps", "callout", "faq", "contact", "footer"],
            "dental" => ["header", "hero", "reasons", "steps", "story", Pricing, Schedule, "faq", "contact", "footer"],
            "saas" or "saas-invoicing" =>
            [
                "header",
                "hero",
                "reasons",
                "steps",
                Pricing,
                "faq",
                "callout",
                "contact",
                "footer",
            ],
            "course" =>
            [
                "header",
                "hero",
                "story",
                "reasons",
                "services",
                Pricing,
                "faq",
                "contact",
                "callout",
                "footer",
            ],
            "webinar" => ["header", "hero", "stats", "reasons", Schedule, "steps", "faq", "contact", "footer"],
            "real-estate" => ["header", "hero", "stats", Schedule, "steps", "faq", "contact", "footer"],
            "charity" => ["header", "hero", "stats", "story", "services", "faq", "callout", "contact", "footer"],
            "gym" => ["header", "hero", "reasons", Pricing, Schedule, "steps", "faq", "contact", "footer"],
            _ =>
            [
                "header",
                "hero",
                "stats",
                "story",
                "reasons",
                Pricing,
                Schedule,
                "steps",
                "faq",
                "contact",
                "footer",
            ],
        };
        var sections = order.Where(draft.CanSay).ToList();
        if (sections.Contains(Pricing) && draft.Facts.Statements.Count + draft.Facts.Counts.Count == 0)
        {
            // Prices and days have sections of their own; there is nothing else to put into a strip.
            sections.Remove("stats");
        }

        if (sections.Contains("stats"))
        {
            // The strip of facts says in one line what these would say again.
            sections.Remove("services");
            if (draft.Facts.Dates is null && draft.Facts.Hours.Count == 0 && draft.Facts.OpeningTimes.Count == 0)
            {
                sections.Remove(Schedule);
            }
        }

        // What the owner tells of the business is never lost: where the trade has no place for it, it stands before the questions.
        // English trades begin with words of their own, the others with the owner's first sentence.
        var own =
            draft.Facts.MoreSentences.Count
            + (
                draft.Language == "en" && draft.Trade != Trades.Generic ? draft.Facts.UnlistedLeadingSentences.Count : 0
            );
        if (own > 0 && !sections.Contains("story"))
        {
            var after = sections.FindIndex(kind => kind is "reasons" or "steps" or "stats");
            sections.Insert(after >= 0 ? after + 1 : sections.IndexOf("hero") + 1, "story");
        }

        // What can be said for any business is about writing to it: with a story of its own the page does without.
        if (draft.Trade == Trades.Generic && sections.Contains("story"))
        {
            sections.Remove("reasons");
        }

        return [.. sections.Select(draft.BlockOf)];
    }

    // What can be filled without native copy: facts, the description, and forms with international labels.
    private static bool SpeaksInBriefsWords(string kind) =>
        kind
            is SectionKinds.Header
                or SectionKinds.Hero
                or SectionKinds.Stats
                or SectionKinds.Story
                or Pricing
                or Schedule
                or SectionKinds.Contact
                or SectionKinds.Thanks
                or SectionKinds.Order
                or SectionKinds.Footer;

    private sealed record Draft(
        Brief Brief,
        BriefFacts Facts,
        string Trade,
        IReadOnlyList<VisitorGoal> Goals,
        string Language
    )
    {
        public bool HasCopy { get; } = BriefLanguage.SupportedFor(Language) is not null;

        public bool CanSay(string kind) =>
            kind switch
            {
                SectionKinds.Stats => Facts.Statements.Count
                    + Facts.Counts.Count
                    + Facts.Money.Count
                    + (Facts.Dates is null ? 0 : 1)
                    + (Facts.Weekdays is null || Facts.OpeningTimes.Count > 0 ? 0 : 1)
                    >= 2,
                Pricing => Facts.Money.Count > 0,
                Schedule => Facts.Dates is not null
                    || Facts.OpeningTimes.Count > 0
                    || Facts.OpeningHours.Count > 0
                    // A single day is an event, which the story tells with what happens on it.
                    || Facts.Weekdays?.Days.Count > (Facts.MoreSentences.Count > 0 ? 1 : 0),
                SectionKinds.Story => Facts.MoreSentences.Count > 0 || (HasCopy && Trade != Trades.Generic),
                _ => HasCopy || SpeaksInBriefsWords(kind),
            };

        /// <summary>A section by itself: the hero where the brief has nothing for the one that it names.</summary>
        public string Alone(string kind) =>
            kind switch
            {
                SectionKinds.Plans => CanSay(Pricing) ? BlockOf(Pricing) : SectionKinds.Hero,
                SectionKinds.Hours => CanSay(Schedule) ? BlockOf(Schedule) : SectionKinds.Hero,
                // There is nothing yet that its button could lead to.
                SectionKinds.CallOut => Facts.Phones.Count > 0 && Goals[0].Kind == "call" ? kind : SectionKinds.Hero,
                _ => CanSay(kind) ? kind : SectionKinds.Hero,
            };

        /// <summary>The block that a place in a page's order becomes with what the brief says.</summary>
        public string BlockOf(string place) =>
            place switch
            {
                Pricing => Facts.Money.Count <= MaxPlans
                && Facts.Money.All(money => money.Label is { Length: <= MaxPlanTitle })
                    ? SectionKinds.Plans
                    : SectionKinds.PriceList,
                Schedule => Facts.Dates is null ? SectionKinds.Hours : SectionKinds.Dates,
                _ => place,
            };
    }
}
