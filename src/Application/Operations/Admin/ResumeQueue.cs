using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.Operations.Admin;

/// <summary>Lets jobs of this kind start again, immediately. Idempotent.</summary>
/// <exception cref="DomainException">NotFound: there is no such queue.</exception>
[Requires(PlatformPermissions.Administer)]
public sealed record ResumeQueue(string Queue, string Reason) : ICommand;

internal sealed class ResumeQueueValidator : AbstractValidator<ResumeQueue>
{
    public ResumeQueueValidator() => RuleFor(resume => resume.Reason).NotEmpty().MaximumLength(500);
}

internal sealed class ResumeQueueHandler(IPlatformOperations platform, IEnumerable<IJobHandler> handlers)
    : ICommandHandler<ResumeQueue, Done>
{
    public async Task<Done> Handle(ResumeQueue request, CancellationToken cancellationToken)
    {
        handlers.RequireQueue(request.Queue);
        await platform.ResumeQueueAsync(request.Queue, request.Reason, cancellationToken);
        return default;
    }
}
