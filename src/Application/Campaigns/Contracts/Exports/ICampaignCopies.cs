using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Contracts.Exports;

/// <summary>What a campaign says, for platforms that keep no pages of others.</summary>
public interface ICampaignCopies
{
    /// <param name="server">The product's own address, <c>https://host</c>, below which pages stand while the campaign is published.</param>
    /// <param name="uploadOf">Where the platform has an upload; null: it has it not, and it stays where the product serves it.</param>
    /// <exception cref="DomainException">NotFound: the account has no such campaign.</exception>
    Task<CampaignCopy> ComposeAsync(
        Guid campaignId,
        string server,
        Func<Guid, string?> uploadOf,
        CancellationToken cancellationToken
    );
}
