using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Planning;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>What a page's buttons and navigation lead to.</summary>
internal static class PageLinks
{
    // In the order in which a reader of the page meets them; more than five make a menu of their own.
    private static readonly string[] InNavigation =
    [
        SectionKinds.Services,
        SectionKinds.Reasons,
        SectionKinds.Hours,
        SectionKinds.Dates,
        SectionKinds.Steps,
        SectionKinds.Plans,
        SectionKinds.PriceList,
        SectionKinds.Story,
        SectionKinds.Faq,
    ];

    /// <summary>The button that asks for a goal on this page; null: no page has a form, and there is no number to call.</summary>
    public static JsonObject? Button(CopyWriting writing, VisitorGoal goal, bool isShort = false)
    {
        var label = isShort ? writing.ShortCta(goal) : writing.Cta(goal);
        if (goal.Kind == "call" && writing.PhoneId is { } phone)
        {
            return Props.Link("fact", phone, label);
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
        return writing.Prompt.Plan.Sections.Any(section => section.ComponentType == "form")
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

    /// <summary>
    /// The sections of the first page, or the way back to it. Languages without native copy have no words for sections: there
    /// the name alone leads back.
    /// </summary>
    public static JsonArray Navigation(CopyWriting writing) =>
        writing.Language is null ? []
        : writing.Page.Key != "index" ? [Props.Link("page", "index", writing.Label("home"))]
        :
        [
            .. writing
                .Kinds.Where(InNavigation.Contains)
                .Take(5)
                .Select(kind => Props.Link("section", kind, writing.Nav(NameOf(kind)))),
        ];

    private static string NameOf(string kind) => kind == SectionKinds.PriceList ? SectionKinds.Plans : kind;
}
