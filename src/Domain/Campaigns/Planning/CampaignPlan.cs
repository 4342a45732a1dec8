namespace AiWebBuilder.Domain.Campaigns.Planning;

/// <summary>What a campaign will be made of: its pages and e-mails, and their sections in order.</summary>
public sealed record CampaignPlan(IReadOnlyList<PlannedPage> Pages, IReadOnlyList<PlannedSection> Sections)
{
    /// <summary>Whether it has an e-mail of that key.</summary>
    public bool HasEmail(string key) => Pages.Any(page => page.Key == key && page.Kind == PageKinds.Email);
}
