using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.Operations.Admin;

/// <summary>
/// Cancels a job that has not started. The next free worker gives it up as it would after its last attempt, so that whatever
/// waits for the job is notified; then it is cancelled.
/// </summary>
/// <exception cref="DomainException">NotFound; Conflict: the job is running or has ended.</exception>
[Requires(PlatformPermissions.Administer)]
public sealed record CancelPlatformJob(Guid JobId, string Reason) : ICommand<PlatformJobView>;

internal sealed class CancelPlatformJobValidator : AbstractValidator<CancelPlatformJob>
{
    public CancelPlatformJobValidator() => RuleFor(cancel => cancel.Reason).NotEmpty().MaximumLength(500);
}

internal sealed class CancelPlatformJobHandler(IPlatformOperations platform)
    : ICommandHandler<CancelPlatformJob, PlatformJobView>
{
    public async Task<PlatformJobView> Handle(CancelPlatformJob request, CancellationToken cancellationToken)
    {
        var cancelled = await platform.CancelJobAsync(request.JobId, request.Reason, cancellationToken);
        var job =
            await platform.JobAsync(request.JobId, cancellationToken)
            ?? throw new DomainException(OperationsErrors.JobNotFound);
        return cancelled
            ? job
            : throw new DomainException(
                job.Status == "processing" ? OperationsErrors.JobRunning : OperationsErrors.JobEnded
            );
    }
}
