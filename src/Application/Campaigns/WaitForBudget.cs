using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;

namespace AiWebBuilder.Application.Campaigns;

/// <summary>A section waits for what calls under way hold of a cap. Answers after which time to ask again.</summary>
[Requires(AiUsagePermissions.Spend)]
internal sealed record WaitForBudget(Guid GenerationId, Guid StepId) : ICommand<TimeSpan>;

internal sealed class WaitForBudgetHandler(IGenerations generations) : ICommandHandler<WaitForBudget, TimeSpan>
{
    public Task<TimeSpan> Handle(WaitForBudget request, CancellationToken cancellationToken) =>
        generations.WaitForStepAsync(request.GenerationId, request.StepId, cancellationToken);
}
