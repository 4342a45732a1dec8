using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Planning;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>What a page's buttons and navigation lead to.</summary>
internal static class PageLinks
{
    // More than five make a menu of their own.
    private const int MostLinks = 5;

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        [SectionKinds.Services] = "services",
        [SectionKinds.Offer] = "offer",
        [SectionKinds.Plans] = "prices",
        [SectionKinds.PriceList] = "prices",
        [SectionKinds.Downloads] = "downloads",
        [SectionKinds.Dates] = "dates",
        [SectionKinds.Hours] = "hours",
        [SectionKinds.Place] = "place",
        [SectionKinds.Story] = "story",
        [SectionKinds.Team] = "team",
        [SectionKinds.Faq] = "faq",
    };

    /// <summary>The button that asks for a goal on this page; null: no page has a form, and there is no number to call.</summary>
    public static JsonObject? Button(CopyWriting writing, VisitorGoal goal, bool isShort = false)
    {
        var label = isShort ? writing.ShortCta(goal) : writing.Cta(goal);
        if (goal.Kind == "call" && writing.PhoneId is { } phone)
        {
            return Props.Link("fact", phone, label);
        }
        if (writing.ChannelOf(goal) is { } channel)
        {
            return Props.Link("fact", channel.Id, label);
        }
        if (goal.IsLook)
        {
            return LookedAt(writing, goal, label);
        }
        // What is watched leads to what is offered.
        if (writing.Page.Kind == "watch" && HasPage(writing, "offer"))
        {
            return Props.Link("page", "offer", label);
        }
        return writing.Prompt.Plan.Sections.Any(section => section.ComponentType == "form") || writing.IsDownload(goal)
            ? Props.Link("goal", goal.Kind, label)
            : null;
    }

    // What a visitor wants to see, the likeliest first.
    private static readonly string[] Shown =
    [
        SectionKinds.Services,
        SectionKinds.PriceList,
        SectionKinds.Plans,
        SectionKinds.Story,
        SectionKinds.Dates,
    ];
    private static readonly string[] WhereAndWhen = [SectionKinds.Dates, SectionKinds.Hours];

    /// <summary>What is to be seen is no form: the owner's own address for it, else the section that shows it.</summary>
    private static JsonObject? LookedAt(CopyWriting writing, VisitorGoal goal, string label)
    {
        var words = goal.Text.Split(' ').Where(word => word.Length > 4).ToList();
        var address = writing.Prompt.Facts.FirstOrDefault(fact =>
            fact.Kind == "link"
            && words.Exists(word =>
                fact.Value.Any(member =>
                    member.Value is JsonValue text && text.ToString().Contains(word, StringComparison.OrdinalIgnoreCase)
                )
            )
        );
        if (address is not null)
        {
            return Props.Link("fact", address.Id, label);
        }
        var kinds = goal.Kind == "see" ? Shown : WhereAndWhen;
        return kinds.FirstOrDefault(writing.Kinds.Contains) is { } kind ? Props.Link("section", kind, label) : null;
    }

    public static bool HasPage(CopyWriting writing, string key) =>
        writing.Prompt.Plan.Pages.Any(page => page.Key == key);

    /// <summary>The sections of the first page and the campaign's pages of the owner's own, or the way back.</summary>
    public static JsonArray Navigation(CopyWriting writing) =>
        writing.Page.Key != "index"
            ? [Props.Link("page", "index", writing.Labels["home"])]
            :
            [
                .. writing
                    .Prompt.Plan.Pages.Where(page => page.Kind is "landing" && page.Key != "index")
                    .Select(page => Props.Link("page", page.Key, CopyWriting.Capitalized(page.Title)))
                    .Concat(
                        writing
                            .Kinds.Where(Names.ContainsKey)
                            .Select(kind => Props.Link("section", kind, writing.Labels[$"section.{Names[kind]}"]))
                    )
                    .Take(MostLinks),
            ];
}
