using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Shutoffs;

/// <summary>
/// Lifts the account's emergency stop. Only a person can, and must give a reason. Idempotent. An automatic stop can be lifted
/// twice in 24 hours.
/// </summary>
/// <exception cref="DomainException">TooManyRequests <c>ai.lifted_too_often</c>.</exception>
[Requires(AiUsagePermissions.Manage)]
public sealed record LiftShutoff(string Reason) : ICommand;

internal sealed class LiftShutoffValidator : AbstractValidator<LiftShutoff>
{
    public LiftShutoffValidator() => RuleFor(lift => lift.Reason).NotEmpty().MaximumLength(500);
}

internal sealed class LiftShutoffHandler(IAiShutoffs shutoffs) : ICommandHandler<LiftShutoff, Done>
{
    public async Task<Done> Handle(LiftShutoff request, CancellationToken cancellationToken)
    {
        await shutoffs.LiftAsync(ofPlatform: false, request.Reason, cancellationToken);
        return default;
    }
}
