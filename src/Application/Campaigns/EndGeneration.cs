using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;

namespace AiWebBuilder.Application.Campaigns;

/// <summary>All sections have ended, or somebody cancelled: the campaign can be worked on again.</summary>
[Requires(Permission.AiSpend)]
internal sealed record EndGeneration(Guid GenerationId, Guid CampaignId) : ICommand;

internal sealed class EndGenerationHandler(IGenerations generations, IRepository<Campaign> campaigns)
    : ICommandHandler<EndGeneration, Done>
{
    public async Task<Done> Handle(EndGeneration request, CancellationToken cancellationToken)
    {
        var anything = await generations.FinishAsync(request.GenerationId, cancellationToken);
        (await campaigns.FindAsync(request.CampaignId, cancellationToken))?.EndGeneration(anything);
        return default;
    }
}
