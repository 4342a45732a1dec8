using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.Operations.Admin;

/// <summary>Runs a recurring work now, or as soon as a worker is free; afterwards it goes on by its schedule. Idempotent.</summary>
/// <exception cref="DomainException">NotFound: no module has such work; Conflict: it runs, or no worker has planned it yet.</exception>
[Requires(PlatformPermissions.Administer)]
public sealed record RunRecurringWork(string Work, string Reason) : ICommand<PlatformJobView>;

internal sealed class RunRecurringWorkValidator : AbstractValidator<RunRecurringWork>
{
    public RunRecurringWorkValidator() => RuleFor(run => run.Reason).NotEmpty().MaximumLength(500);
}

internal sealed class RunRecurringWorkHandler(IPlatformOperations platform, IEnumerable<IRecurringWork> works)
    : ICommandHandler<RunRecurringWork, PlatformJobView>
{
    public async Task<PlatformJobView> Handle(RunRecurringWork request, CancellationToken cancellationToken)
    {
        if (works.All(work => work.Name != request.Work))
        {
            throw new DomainException(OperationsErrors.RecurringWorkNotFound);
        }
        return await platform.RunNowAsync(request.Work, request.Reason, cancellationToken)
            ?? throw new DomainException(OperationsErrors.RecurringWorkRunning);
    }
}
