using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.Operations.Admin;

/// <summary>Stops all nodes from starting jobs of this kind. Running jobs finish; new ones wait. Idempotent.</summary>
/// <param name="Queue">The jobs' type: <c>campaigns.generate</c>.</param>
/// <exception cref="DomainException">NotFound: there is no such queue.</exception>
[Requires(PlatformPermissions.Administer)]
public sealed record PauseQueue(string Queue, string Reason) : ICommand<PausedQueueView>;

public sealed record PausedQueueView(string Queue, DateTimeOffset PausedAt);

internal sealed class PauseQueueValidator : AbstractValidator<PauseQueue>
{
    public PauseQueueValidator() => RuleFor(pause => pause.Reason).NotEmpty().MaximumLength(500);
}

internal sealed class PauseQueueHandler(IPlatformOperations platform, IEnumerable<IJobHandler> handlers)
    : ICommandHandler<PauseQueue, PausedQueueView>
{
    public async Task<PausedQueueView> Handle(PauseQueue request, CancellationToken cancellationToken)
    {
        handlers.RequireQueue(request.Queue);
        return new PausedQueueView(
            request.Queue,
            await platform.PauseQueueAsync(request.Queue, request.Reason, cancellationToken)
        );
    }
}

internal static class Queues
{
    /// <exception cref="DomainException">NotFound: a pause of it would pause nothing.</exception>
    public static void RequireQueue(this IEnumerable<IJobHandler> handlers, string queue)
    {
        if (!handlers.Any(handler => handler.JobType == queue))
        {
            throw new DomainException(OperationsErrors.QueueNotFound);
        }
    }
}
