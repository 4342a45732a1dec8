using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using FluentValidation;

namespace AiWebBuilder.Application.Identity.Admin;

/// <summary>Ends the free tier of a user. Idempotent.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(PlatformPermissions.Administer)]
public sealed record EndUserComp(Guid UserId, string Reason) : ICommand;

internal sealed class EndUserCompValidator : AbstractValidator<EndUserComp>
{
    public EndUserCompValidator() => RuleFor(end => end.Reason).Reason();
}

internal sealed class EndUserCompHandler(IPlatformUsers users) : ICommandHandler<EndUserComp, Done>
{
    public async Task<Done> Handle(EndUserComp request, CancellationToken cancellationToken) =>
        await users.CompAsync(request.UserId, tier: null, until: null, request.Reason, cancellationToken)
            ? default(Done)
            : throw new DomainException(IdentityErrors.UserNotFound);
}
