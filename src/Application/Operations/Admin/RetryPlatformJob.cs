using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.Operations.Admin;

/// <summary>Runs a job again that has failed for good or was cancelled, with all of its attempts.</summary>
/// <exception cref="DomainException">
/// NotFound; Conflict: it is neither, another job does the same work already, or what it worked for has ended with it: a generation whose
/// job is given up has failed, and another attempt would make nothing.
/// </exception>
[Requires(PlatformPermissions.Administer)]
public sealed record RetryPlatformJob(Guid JobId, string Reason) : ICommand<PlatformJobView>;

internal sealed class RetryPlatformJobValidator : AbstractValidator<RetryPlatformJob>
{
    public RetryPlatformJobValidator() => RuleFor(retry => retry.Reason).NotEmpty().MaximumLength(500);
}

internal sealed class RetryPlatformJobHandler(IPlatformOperations platform)
    : ICommandHandler<RetryPlatformJob, PlatformJobView>,
        IBeforeTransaction<RetryPlatformJob>
{
    /// <summary>Asked as the job's account, which this unit of work is not for. What has ended once stays so.</summary>
    public async Task PrepareAsync(RetryPlatformJob request, CancellationToken cancellationToken)
    {
        if (await platform.IsFutileAsync(request.JobId, cancellationToken))
        {
            throw new DomainException(OperationsErrors.JobFutile);
        }
    }

    public async Task<PlatformJobView> Handle(RetryPlatformJob request, CancellationToken cancellationToken)
    {
        var retried = await platform.RetryJobAsync(request.JobId, request.Reason, cancellationToken);
        var job =
            await platform.JobAsync(request.JobId, cancellationToken)
            ?? throw new DomainException(OperationsErrors.JobNotFound);
        return retried
            ? job
            : throw new DomainException(
                job.Status is "failed" or "cancelled" ? OperationsErrors.JobReplaced : OperationsErrors.JobNotRetryable
            );
    }
}
