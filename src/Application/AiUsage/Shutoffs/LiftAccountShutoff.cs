using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Shutoffs;

/// <summary>
/// Lifts the automatic stop of an account, also where its owner has lifted two in 24 hours. A stop that somebody in the account pressed is
/// theirs. Idempotent.
/// </summary>
/// <exception cref="DomainException">NotFound; Conflict <c>ai.shutoff_not_automatic</c>.</exception>
[Requires(PlatformPermissions.Administer)]
public sealed record LiftAccountShutoff(Guid UserId, string Reason) : ICommand;

internal sealed class LiftAccountShutoffValidator : AbstractValidator<LiftAccountShutoff>
{
    public LiftAccountShutoffValidator() => RuleFor(lift => lift.Reason).NotEmpty().MaximumLength(500);
}

internal sealed class LiftAccountShutoffHandler(IAiShutoffs shutoffs) : ICommandHandler<LiftAccountShutoff, Done>
{
    public async Task<Done> Handle(LiftAccountShutoff request, CancellationToken cancellationToken)
    {
        await shutoffs.LiftAutomaticAsync(request.UserId, request.Reason, cancellationToken);
        return default;
    }
}
