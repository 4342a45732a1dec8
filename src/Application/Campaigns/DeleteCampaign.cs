using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns;

/// <summary>Deletes a campaign with its components, pages and events. The cost of its generations stays in the ledger.</summary>
/// <exception cref="DomainException">NotFound; PreconditionRequired or PreconditionFailed.</exception>
[Requires(CampaignsPermissions.Write)]
public sealed record DeleteCampaign(Guid CampaignId, string? IfMatch) : ICommand;

internal sealed class DeleteCampaignHandler(IRepository<Campaign> campaigns) : ICommandHandler<DeleteCampaign, Done>
{
    public async Task<Done> Handle(DeleteCampaign request, CancellationToken cancellationToken)
    {
        var campaign = await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        ETags.Require(request.IfMatch, campaign);
        campaigns.Remove(campaign);
        return default;
    }
}
