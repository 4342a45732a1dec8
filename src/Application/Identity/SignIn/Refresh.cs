using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Accounts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using FluentValidation;

namespace AiWebBuilder.Application.Identity.SignIn;

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

/// <summary>The rotation is one statement, so that parallel refreshes of one token agree on one successor.</summary>
public interface ISessionRotation
{
    /// <summary>
    /// Moves the session on from this counter. The immediate predecessor gets the same successor again for ten seconds (two
    /// tabs, a retry); anything older was stolen, and ends the session.
    /// </summary>
    /// <returns>The counter that is valid now and the user; null when the session has ended.</returns>
    Task<(int Counter, Guid UserId)?> RotateAsync(Guid sessionId, int counter, CancellationToken cancellationToken);

    /// <summary>
    /// The account that the session acts for and the rights there, with the session locked, so that a change of rights comes either
    /// before, and counts, or after, and makes the token stale. The person's own account, when they may not act for it any more.
    /// </summary>
    Task<Standing> FindStandingAsync(Guid sessionId, Guid userId, CancellationToken cancellationToken);

    /// <summary>Acts for this account from now on: the session's access tokens for another one are worth nothing any more.</summary>
    /// <returns>Null when it is neither the person's own nor one that they are a member of.</returns>
    Task<Standing?> ActForAsync(Guid sessionId, Guid userId, Guid accountId, CancellationToken cancellationToken);

    /// <summary>Ends the session; again: nothing happens.</summary>
    Task RevokeAsync(Guid sessionId, CancellationToken cancellationToken);

    /// <summary>Ends all sessions of the person.</summary>
    Task RevokeAllAsync(Guid userId, CancellationToken cancellationToken);
}

/// <summary>For which account a session acts, and with what rights.</summary>
/// <param name="Version">See <see cref="AccessGrant"/>.</param>
public sealed record Standing(AccountView Account, long Version)
{
    /// <summary>A person's in their own account, in a new session.</summary>
    internal static Standing OwnOf(User user) =>
        new(new AccountView(user.Id, user.Name, AccountRoles.Owner), Version: 0);
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
