namespace AiWebBuilder.Application.Campaigns.Contracts.Exports;

/// <param name="Pages">The first page first.</param>
public sealed record CampaignCopy(string Name, IReadOnlyList<PageCopy> Pages, IReadOnlyList<EmailCopy> Emails);
