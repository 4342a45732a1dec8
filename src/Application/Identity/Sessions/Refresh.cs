using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Accounts;
using AiWebBuilder.Application.Identity.SignIn;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using FluentValidation;

namespace AiWebBuilder.Application.Identity.Sessions;

/// <summary>
/// Exchanges a refresh token for a new one and a new access token, for the account that the session acts for. Someone who is no
/// longer a member acts for their own account.
/// </summary>
/// <exception cref="DomainException">
/// Unauthenticated <c>identity.refresh_token_invalid</c>; Forbidden <c>auth.origin_not_allowed</c>.
/// </exception>
[Anybody("the refresh token is the proof")]
public sealed record Refresh(string RefreshToken) : ICommand<SignedIn>;

internal sealed class RefreshValidator : AbstractValidator<Refresh>
{
    public RefreshValidator() => RuleFor(refresh => refresh.RefreshToken).NotEmpty().MaximumLength(512);
}

internal static class SignedInAnswers
{
    /// <summary>The tokens of a session and what the client should know of them.</summary>
    public static SignedIn SignIn(this ITokenIssuer tokens, User user, Guid sessionId, int counter, Standing standing)
    {
        var account = standing.Account;
        var (token, expiresIn) = tokens.IssueAccessToken(
            user.Id,
            account.Id,
            sessionId,
            new AccessGrant(account.Role, user.IsPlatformAdmin, standing.Version)
        );
        return new SignedIn(UserView.Of(user), token, tokens.IssueRefreshToken(sessionId, counter), expiresIn)
        {
            Account = account,
        };
    }
}

internal sealed class RefreshHandler(IRepository<User> users, ISessionRotation rotation, ITokenIssuer tokens)
    : ICommandHandler<Refresh, SignedIn>
{
    public async Task<SignedIn> Handle(Refresh request, CancellationToken cancellationToken)
    {
        if (
            tokens.ReadRefreshToken(request.RefreshToken) is not var (sessionId, counter)
            || await rotation.RotateAsync(sessionId, counter, cancellationToken) is not var (next, userId)
            || await users.FindAsync(userId, cancellationToken) is not { IsActive: true } user
        )
        {
            throw new DomainException(IdentityErrors.RefreshTokenInvalid);
        }
        var standing = await rotation.FindStandingAsync(sessionId, userId, cancellationToken);
        return tokens.SignIn(user, sessionId, next, standing);
    }
}
