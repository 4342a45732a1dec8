using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;

namespace AiWebBuilder.Application.Campaigns;

/// <summary>
/// All sections have ended, somebody cancelled, or it cannot go on: the campaign can be worked on again. Again: nothing
/// happens, also when the next generation is under way by then.
/// </summary>
/// <param name="CampaignId">Null when the campaign was deleted in the meantime, or only a component of it was generated.</param>
/// <param name="GivenUpBecause">What becomes of the sections that have not ended; null when there are none.</param>
[Requires(AiUsagePermissions.Spend)]
internal sealed record EndGeneration(Guid GenerationId, Guid? CampaignId, string? GivenUpBecause = null) : ICommand;

internal sealed class EndGenerationHandler(
    IGenerations generations,
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components
) : ICommandHandler<EndGeneration, Done>
{
    public async Task<Done> Handle(EndGeneration request, CancellationToken cancellationToken)
    {
        var id = request.GenerationId;
        if (request.GivenUpBecause is { } reason)
        {
            await generations.GiveUpAsync(id, reason, cancellationToken);
        }
        // When it had ended before, by a cancellation or another worker, the campaign may be in the middle of the next one.
        if (await generations.FinishAsync(id, cancellationToken) && request.CampaignId is { } campaignId)
        {
            await campaigns.EndGenerationAsync(components, campaignId, cancellationToken);
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
