using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Contracts;

/// <summary>What other modules may ask about campaigns.</summary>
public interface ICampaignLookup
{
    /// <exception cref="DomainException">NotFound: the account has no such campaign.</exception>
    Task RequireAsync(Guid campaignId, CancellationToken cancellationToken);

    /// <summary>Where the first page stands below the server's address; the others stand below it by their keys.</summary>
    /// <returns>Null: the campaign is not on the net.</returns>
    Task<string?> PathAsync(Guid campaignId, CancellationToken cancellationToken);
}
