using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns;

/// <summary>A campaign with its components.</summary>
[Requires(CampaignsPermissions.Read)]
public sealed record GetCampaign(Guid CampaignId) : IBatchQuery<CampaignView>;

internal sealed class GetCampaignHandler(ICampaignReads reads) : IQueryHandler<GetCampaign, CampaignView>
{
    public async Task<CampaignView> Handle(GetCampaign request, CancellationToken cancellationToken) =>
        await reads.FindAsync(request.CampaignId, cancellationToken)
        ?? throw new DomainException(CampaignErrors.NotFound);
}

internal static class CampaignRepositories
{
    /// <exception cref="DomainException">NotFound: none, or another account's.</exception>
    public static async Task<Campaign> RequireAsync(
        this IRepository<Campaign> campaigns,
        Guid id,
        CancellationToken cancellationToken
    ) => await campaigns.FindAsync(id, cancellationToken) ?? throw new DomainException(CampaignErrors.NotFound);

    /// <exception cref="DomainException">NotFound: none, or another account's.</exception>
    public static async Task<CampaignComponent> RequireAsync(
        this IRepository<CampaignComponent> components,
        Guid id,
        CancellationToken cancellationToken
    ) =>
        await components.FindAsync(id, cancellationToken)
        ?? throw new DomainException(CampaignErrors.ComponentNotFound);
}
