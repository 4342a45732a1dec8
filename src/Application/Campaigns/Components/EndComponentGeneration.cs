using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;

namespace AiWebBuilder.Application.Campaigns.Components;

/// <summary>All variants have ended, somebody cancelled, or it cannot go on. Again: nothing happens.</summary>
/// <param name="Because">Why the variants that have not ended are given up; null when all have.</param>
[Requires(Permission.AiSpend)]
internal sealed record EndComponentGeneration(Guid GenerationId, string? Because) : ICommand;

internal sealed class EndComponentGenerationHandler(IGenerations generations)
    : ICommandHandler<EndComponentGeneration, Done>
{
    public async Task<Done> Handle(EndComponentGeneration request, CancellationToken cancellationToken)
    {
        if (
            await generations.FindAsync(request.GenerationId, cancellationToken)
            is not { IsProcessing: true } generation
        )
        {
            return default;
        }
        foreach (var step in generation.Steps.Where(step => step.Status == "pending"))
        {
            await generations.FailStepAsync(generation.Id, step.Id, request.Because ?? "", cancellationToken);
        }
        await generations.FinishAsync(generation.Id, cancellationToken);
        return default;
    }
}
