using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Contracts;

/// <summary>What other modules may ask about campaigns.</summary>
public interface ICampaignLookup
{
    /// <exception cref="DomainException">NotFound: the account has no such campaign.</exception>
    Task RequireAsync(Guid campaignId, CancellationToken cancellationToken);
}
