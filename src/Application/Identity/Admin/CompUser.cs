using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using FluentValidation;

namespace AiWebBuilder.Application.Identity.Admin;

/// <summary>Gives a user a tier free of charge, independently of what they pay for.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(PlatformPermissions.Administer)]
public sealed record CompUser(Guid UserId, string Tier, DateTimeOffset? Until, string Reason) : ICommand;

internal sealed class CompUserValidator : AbstractValidator<CompUser>
{
    public CompUserValidator(TimeProvider time)
    {
        RuleFor(comp => comp.Tier).Tier();
        RuleFor(comp => comp.Until)
            .Must(until => until is null || until > time.GetUtcNow())
            .WithMessage("until must be in the future.");
        RuleFor(comp => comp.Reason).Reason();
    }
}

internal sealed class CompUserHandler(IPlatformUsers users) : ICommandHandler<CompUser, Done>
{
    public async Task<Done> Handle(CompUser request, CancellationToken cancellationToken) =>
        await users.CompAsync(
            request.UserId,
            request.Tier,
            request.Until?.ToUniversalTime(),
            request.Reason,
            cancellationToken
        )
            ? default(Done)
            : throw new DomainException(IdentityErrors.UserNotFound);
}
