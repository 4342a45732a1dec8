using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Shutoffs;

/// <summary>
/// The account's emergency stop: once answered, no calls are sent from any node. A hard stop also cancels calls in progress; a
/// soft one lets them finish. A soft stop can be made hard, but not the reverse.
/// </summary>
/// <exception cref="DomainException">Unavailable: calls are being sent right now: try again.</exception>
[Requires(AiUsagePermissions.Manage)]
public sealed record ShutAiOff(string Reason, bool Hard) : ICommand;

internal sealed class ShutAiOffValidator : AbstractValidator<ShutAiOff>
{
    public ShutAiOffValidator() => RuleFor(stop => stop.Reason).NotEmpty().MaximumLength(500);
}

internal sealed class ShutAiOffHandler(IAiShutoffs shutoffs) : ICommandHandler<ShutAiOff, Done>
{
    public async Task<Done> Handle(ShutAiOff request, CancellationToken cancellationToken)
    {
        await shutoffs.ShutOffAsync(ofPlatform: false, request.Hard, request.Reason, cancellationToken);
        return default;
    }
}
