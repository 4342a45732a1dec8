using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Contracts.Generations;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Generations;

/// <summary>
/// Stops a running generation. What has been written stays; its job stops at the next section. Idempotent, also after the
/// generation has ended.
/// </summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(AiUsagePermissions.Spend)]
public sealed record CancelGeneration(Guid GenerationId) : ICommand;

internal sealed class CancelGenerationHandler(GenerationProgress generations, IEnumerable<IGenerationTarget> targets)
    : ICommandHandler<CancelGeneration, Done>
{
    public async Task<Done> Handle(CancelGeneration request, CancellationToken cancellationToken)
    {
        if (
            await generations.CancelAsync(request.GenerationId, cancellationToken) is { } ended
            && targets.FirstOrDefault(one => one.GenerationType == ended.GenerationType) is { } target
        )
        {
            await target.EndedAsync(ended, cancellationToken);
        }
        return default;
    }
}
