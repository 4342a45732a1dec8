using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Shutoffs;

/// <summary>Lifts the platform's emergency stop. Idempotent.</summary>
[Requires(PlatformPermissions.Administer)]
public sealed record LiftPlatformShutoff(string Reason) : ICommand;

internal sealed class LiftPlatformShutoffValidator : AbstractValidator<LiftPlatformShutoff>
{
    public LiftPlatformShutoffValidator() => RuleFor(lift => lift.Reason).NotEmpty().MaximumLength(500);
}

internal sealed class LiftPlatformShutoffHandler(IAiShutoffs shutoffs) : ICommandHandler<LiftPlatformShutoff, Done>
{
    public async Task<Done> Handle(LiftPlatformShutoff request, CancellationToken cancellationToken)
    {
        await shutoffs.LiftAsync(ofPlatform: true, request.Reason, cancellationToken);
        return default;
    }
}
