using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;

namespace AiWebBuilder.Application.Campaigns;

/// <summary>
/// All sections have ended, somebody cancelled, or it cannot go on: the campaign can be worked on again. Again: nothing
/// happens, also when the next generation is under way by then.
/// </summary>
/// <param name="CampaignId">Null when the campaign was deleted in the meantime.</param>
/// <param name="GivenUpBecause">What becomes of the sections that have not ended; null when there are none.</param>
[Requires(Permission.AiSpend)]
internal sealed record EndGeneration(Guid GenerationId, Guid? CampaignId, string? GivenUpBecause = null) : ICommand;

internal sealed class EndGenerationHandler(IGenerations generations, IRepository<Campaign> campaigns)
    : ICommandHandler<EndGeneration, Done>
{
    public async Task<Done> Handle(EndGeneration request, CancellationToken cancellationToken)
    {
        var id = request.GenerationId;
        if (request.GivenUpBecause is { } reason)
        {
            await generations.GiveUpAsync(id, reason, cancellationToken);
        }
        var anything = await generations.FinishAsync(id, cancellationToken);
        if (
            request.CampaignId is { } campaignId
            && await campaigns.FindAsync(campaignId, cancellationToken) is { } campaign
            && !await generations.IsAnotherUnderWayAsync(campaignId, id, cancellationToken)
        )
        {
            campaign.EndGeneration(anything);
        }
        return default;
    }
}
