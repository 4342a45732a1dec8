namespace AiWebBuilder.Domain.Campaigns.Planning;

/// <summary>What a campaign will be made of: its pages and e-mails, and their sections in order.</summary>
public sealed record CampaignPlan(IReadOnlyList<PlannedPage> Pages, IReadOnlyList<PlannedSection> Sections);

/// <summary>What a page of a plan can be.</summary>
public static class PageKinds
{
    public static IReadOnlyList<string> All { get; } =
    ["landing", "confirmation", "watch", "offer", "checkout", "thank-you", "email"];
}
