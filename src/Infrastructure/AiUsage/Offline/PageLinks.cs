using AiWebBuilder.Domain.Campaigns.Briefs;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>Where a page's buttons and navigation lead.</summary>
internal static class PageLinks
{
    // In the order in which a reader of the page meets them; more than five make a menu of their own.
    private static readonly string[] InNavigation =
    [
        "offer",
        "benefits",
        "gallery",
        "schedule",
        "how-it-works",
        "pricing",
        "story",
        "faq",
    ];

    /// <summary>The button that asks for a goal on this page; a call without a number becomes a message.</summary>
    public static ContentLink Button(CopyWriting writing, VisitorGoal goal) =>
        new(writing.Cta(goal), HrefOf(writing, goal));

    /// <summary>The address at which a goal can be reached from this page.</summary>
    public static string HrefOf(CopyWriting writing, VisitorGoal goal)
    {
        if (goal.Kind == "call" && Phone(writing) is { } phone)
        {
            return phone.Href;
        }

        if (goal.Kind == "buy" && HasPage(writing, "checkout"))
        {
            return writing.Page.Key == "checkout" ? "#checkout" : "checkout";
        }

        if (writing.Page.Kind is "watch" && HasPage(writing, "offer"))
        {
            return "offer";
        }

        return writing.Kinds.Contains("contact-form") ? "#contact-form"
            : writing.Kinds.Contains("checkout") ? "#checkout"
            : writing.Page.Key == "index" ? "#contact-form"
            : "./#contact-form";
    }

    public static bool HasPage(CopyWriting writing, string key) =>
        writing.Prompt.Plan.Pages.Any(page => page.Key == key);

    public static ContentLink? Phone(CopyWriting writing) =>
        writing.Facts.Phones is [var phone, ..] ? new ContentLink(phone.Text, phone.Href) : null;

    /// <summary>
    /// The sections of the first page, or the way back to it. Languages without native copy have no words for sections: there
    /// the name alone leads back.
    /// </summary>
    public static List<ContentItem> Navigation(CopyWriting writing)
    {
        return writing.Language is null ? []
            : writing.Page.Key == "index"
                ?
                [
                    .. InNavigation
                        .Where(writing.Kinds.Contains)
                        .OrderBy(kind => writing.Kinds.ToList().IndexOf(kind))
                        .Take(5)
                        .Select(kind => new ContentItem(writing.Nav(NameOf(kind)), Href: $"#{kind}")),
                ]
            : [new ContentItem(writing.Label("home"), Href: "./")];

        // A week of opening hours is no list of dates.
        string NameOf(string kind) =>
            kind == "schedule" && writing.Facts is { Dates: null, OpeningTimes.Count: > 0 } ? "hours" : kind;
    }
}
