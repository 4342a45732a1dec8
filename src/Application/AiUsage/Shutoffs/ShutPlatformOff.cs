using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Shutoffs;

/// <summary>
/// The platform's emergency stop: once answered, no account's calls are sent any more. A hard stop also cancels calls in
/// progress, at the platform's cost.
/// </summary>
/// <exception cref="DomainException">Unavailable: calls are being sent right now: try again.</exception>
[Requires(PlatformPermissions.Administer)]
public sealed record ShutPlatformOff(string Reason, bool Hard) : ICommand;

internal sealed class ShutPlatformOffValidator : AbstractValidator<ShutPlatformOff>
{
    public ShutPlatformOffValidator() => RuleFor(stop => stop.Reason).NotEmpty().MaximumLength(500);
}

internal sealed class ShutPlatformOffHandler(IAiShutoffs shutoffs) : ICommandHandler<ShutPlatformOff, Done>
{
    public async Task<Done> Handle(ShutPlatformOff request, CancellationToken cancellationToken)
    {
        await shutoffs.ShutOffAsync(ofPlatform: true, request.Hard, request.Reason, cancellationToken);
        return default;
    }
}
