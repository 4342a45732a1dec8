using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;

namespace AiWebBuilder.Application.Campaigns;

/// <summary>All sections have ended: the campaign can be worked on again.</summary>
[Requires(Permission.AiSpend)]
internal sealed record EndGeneration(Guid GenerationId, Guid CampaignId) : ICommand;

internal sealed class EndGenerationHandler(
    IGenerations generations,
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components
) : ICommandHandler<EndGeneration, Done>
{
    public async Task<Done> Handle(EndGeneration request, CancellationToken cancellationToken)
    {
        // When it had ended before, by a cancellation, the campaign may be in the middle of the next one.
        if (await generations.FinishAsync(request.GenerationId, cancellationToken))
        {
            await campaigns.EndGenerationAsync(components, request.CampaignId, cancellationToken);
        }
        return default;
    }
}

internal static class GenerationEnds
{
    /// <summary>The campaign is ready when it holds anything, be it from this generation or an earlier one.</summary>
    public static async Task EndGenerationAsync(
        this IRepository<Campaign> campaigns,
        IRepository<CampaignComponent> components,
        Guid campaignId,
        CancellationToken cancellationToken
    )
    {
        if (await campaigns.FindAsync(campaignId, cancellationToken) is { } campaign)
        {
            campaign.EndGeneration(await components.AnyAsync(new ComponentsOfCampaign(campaignId), cancellationToken));
        }
    }
}
