using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns;

/// <summary>
/// Stops a running generation. What has been written stays; its job stops at the next section. Idempotent, also after the
/// generation has ended.
/// </summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(AiUsagePermissions.Spend)]
public sealed record CancelGeneration(Guid GenerationId) : ICommand;

internal sealed class CancelGenerationHandler(
    IGenerations generations,
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components
) : ICommandHandler<CancelGeneration, Done>
{
    public async Task<Done> Handle(CancelGeneration request, CancellationToken cancellationToken)
    {
        if (await generations.CancelAsync(request.GenerationId, cancellationToken) is { } campaignId)
        {
            await campaigns.EndGenerationAsync(components, campaignId, cancellationToken);
        }
        return default;
    }
}
