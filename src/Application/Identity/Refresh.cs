using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using FluentValidation;

namespace AiWebBuilder.Application.Identity;

/// <summary>Trades a refresh token for its successor and a new access token.</summary>
/// <exception cref="DomainException">Unauthenticated <c>identity.refresh_token_invalid</c>.</exception>
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

    /// <summary>Ends the session; again: nothing happens.</summary>
    Task RevokeAsync(Guid sessionId, CancellationToken cancellationToken);

    /// <summary>Ends all sessions of the person.</summary>
    Task RevokeAllAsync(Guid userId, CancellationToken cancellationToken);
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
        var (token, expiresIn) = tokens.IssueAccessToken(user.Id, user.Id, sessionId);
        return new SignedIn(UserView.Of(user), token, tokens.IssueRefreshToken(sessionId, next), expiresIn);
    }
}
