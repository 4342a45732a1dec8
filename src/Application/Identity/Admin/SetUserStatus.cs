using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using AiWebBuilder.Domain.Identity.Billing;
using FluentValidation;

namespace AiWebBuilder.Application.Identity.Admin;

/// <summary>Sets the status of a user's subscription.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(PlatformPermissions.Administer)]
public sealed record SetUserStatus(Guid UserId, string Status, DateTimeOffset? EndsAt, string Reason) : ICommand;

internal sealed class SetUserStatusValidator : AbstractValidator<SetUserStatus>
{
    public SetUserStatusValidator()
    {
        RuleFor(set => set.Status)
            .Must(SubscriptionStatus.All.Contains)
            .WithMessage($"status must be one of {string.Join(", ", SubscriptionStatus.All)}.");
        RuleFor(set => set.Reason).Reason();
    }
}

internal sealed class SetUserStatusHandler(IPlatformUsers users) : ICommandHandler<SetUserStatus, Done>
{
    public async Task<Done> Handle(SetUserStatus request, CancellationToken cancellationToken) =>
        await users.SetStatusAsync(
            request.UserId,
            request.Status,
            request.EndsAt?.ToUniversalTime(),
            request.Reason,
            cancellationToken
        )
            ? default(Done)
            : throw new DomainException(IdentityErrors.UserNotFound);
}
