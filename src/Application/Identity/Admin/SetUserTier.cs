using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using AiWebBuilder.Domain.Identity.Billing;
using FluentValidation;

namespace AiWebBuilder.Application.Identity.Admin;

/// <summary>Sets the tier that a user pays for.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(PlatformPermissions.Administer)]
public sealed record SetUserTier(Guid UserId, string Tier, string Reason) : ICommand;

internal sealed class SetUserTierValidator : AbstractValidator<SetUserTier>
{
    public SetUserTierValidator()
    {
        RuleFor(set => set.Tier).Tier();
        RuleFor(set => set.Reason).Reason();
    }
}

internal sealed class SetUserTierHandler(IPlatformUsers users) : ICommandHandler<SetUserTier, Done>
{
    public async Task<Done> Handle(SetUserTier request, CancellationToken cancellationToken) =>
        await users.SetTierAsync(request.UserId, request.Tier, request.Reason, cancellationToken)
            ? default(Done)
            : throw new DomainException(IdentityErrors.UserNotFound);
}

/// <summary>What holds for everything that administrators of the platform change.</summary>
internal static class AdminRules
{
    public static IRuleBuilderOptions<T, string> Tier<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(SubscriptionTiers.All.Contains)
            .WithMessage($"tier must be one of {string.Join(", ", SubscriptionTiers.All)}.");

    /// <summary>It stands in the audit log, for whoever asks later.</summary>
    public static IRuleBuilderOptions<T, string> Reason<T>(this IRuleBuilder<T, string> rule) =>
        rule.NotEmpty().MaximumLength(500);
}
