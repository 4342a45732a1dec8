using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Shutoffs;

/// <summary>
/// Lifts the account's emergency stop: only a person does, and says why. Without a stop nothing happens. One that nobody pressed is lifted
/// twice in 24 hours; the third stays until the first of these is a day old.
/// </summary>
/// <exception cref="DomainException">TooManyRequests <c>ai.lifted_too_often</c>.</exception>
[Requires(Permission.SettingsWrite)]
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
