using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Common.Security.AuthEvents;
using AiWebBuilder.Application.Identity.Accounts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using FluentValidation;

namespace AiWebBuilder.Application.Identity.Sessions;

/// <summary>Makes the session act for another account: the person's own, or one that they are a member of.</summary>
/// <exception cref="DomainException">
/// Unauthenticated <c>identity.refresh_token_invalid</c>; Forbidden <c>auth.origin_not_allowed</c>; NotFound <c>identity.account_not_found</c>.
/// </exception>
[Anybody("the refresh token is the proof")]
public sealed record SwitchAccount(string RefreshToken, Guid AccountId) : ICommand<SignedIn>;

internal sealed class SwitchAccountValidator : AbstractValidator<SwitchAccount>
{
    public SwitchAccountValidator() => RuleFor(change => change.RefreshToken).NotEmpty().MaximumLength(512);
}

internal sealed class SwitchAccountHandler(
    IRepository<User> users,
    ISessionRotation rotation,
    ITokenIssuer tokens,
    IAuthEvents events
) : ICommandHandler<SwitchAccount, SignedIn>
{
    public async Task<SignedIn> Handle(SwitchAccount request, CancellationToken cancellationToken)
    {
        if (
            tokens.ReadRefreshToken(request.RefreshToken) is not var (sessionId, counter)
            || await rotation.RotateAsync(sessionId, counter, cancellationToken) is not var (next, userId)
            || await users.FindAsync(userId, cancellationToken) is not { IsActive: true } user
        )
        {
            throw new DomainException(IdentityErrors.RefreshTokenInvalid);
        }
        var standing =
            await rotation.ActForAsync(sessionId, userId, request.AccountId, cancellationToken)
            ?? throw new DomainException(MemberErrors.AccountNotFound);
        await events.RecordAsync(AuthEvent.AccountSwitched, standing.Account.Id, $"person {userId}", cancellationToken);
        return tokens.SignIn(user, sessionId, next, standing);
    }
}
