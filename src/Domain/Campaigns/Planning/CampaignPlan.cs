using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Campaigns.Planning;

/// <summary>What a campaign will be made of: its pages and e-mails, and their sections in order.</summary>
public sealed record CampaignPlan(IReadOnlyList<PlannedPage> Pages, IReadOnlyList<PlannedSection> Sections);

/// <param name="Key"><c>index</c> for the first page, else its path below the published address: <c>thank-you</c>, <c>email-1</c>.</param>
/// <param name="Title">What the page is called, in the campaign's language.</param>
/// <param name="DelayDays">For an e-mail: days after the one before it.</param>
public sealed record PlannedPage(
    string Key,
    [OneOf(typeof(PageKinds))] string Kind,
    string Title,
    int? DelayDays = null
);

/// <param name="Page">The key of the page it stands on.</param>
/// <param name="ComponentType">The <c>component_type</c> it is stored as.</param>
/// <param name="Name">A name that people recognise it by, unique in its page.</param>
/// <param name="Purpose">What it is there to achieve, one sentence.</param>
public sealed record PlannedSection(
    string Page,
    [OneOf(typeof(SectionKinds))] string Kind,
    [OneOf(typeof(ComponentTypes))] string ComponentType,
    string Name,
    string Purpose
);

/// <summary>What a page of a plan can be.</summary>
public static class PageKinds
{
    public static IReadOnlyList<string> All { get; } =
    ["landing", "confirmation", "watch", "offer", "checkout", "thank-you", "email"];
}
