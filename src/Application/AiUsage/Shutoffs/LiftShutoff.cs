using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Shutoffs;

/// <summary>Lifts the account's emergency stop: only a person does, and says why. Without a stop nothing happens.</summary>
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
