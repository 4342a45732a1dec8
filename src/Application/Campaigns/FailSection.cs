using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;

namespace AiWebBuilder.Application.Campaigns;

/// <summary>Gives a section up; the rest of the campaign goes on.</summary>
[Requires(AiUsagePermissions.Spend)]
internal sealed record FailSection(Guid GenerationId, Guid StepId, string Problem) : ICommand;

internal sealed class FailSectionHandler(IGenerations generations) : ICommandHandler<FailSection, Done>
{
    public async Task<Done> Handle(FailSection request, CancellationToken cancellationToken)
    {
        await generations.FailStepAsync(
            request.GenerationId,
            request.StepId,
            request.Problem,
            answer: null,
            cancellationToken
        );
        return default;
    }
}
