using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using FluentValidation;

namespace AiWebBuilder.Application.Identity.Sessions;

/// <summary>Ends the session of a refresh token. An unknown token changes nothing; one in the cookie is cleared.</summary>
/// <exception cref="DomainException">
/// Unauthenticated: there is none; Forbidden <c>auth.origin_not_allowed</c>.
/// </exception>
[Anybody("the refresh token is the proof")]
public sealed record LogOut(string RefreshToken) : ICommand;

internal sealed class LogOutValidator : AbstractValidator<LogOut>
{
    public LogOutValidator() => RuleFor(logOut => logOut.RefreshToken).NotEmpty().MaximumLength(512);
}

internal sealed class LogOutHandler(IRepository<UserSession> sessions, ITokenIssuer tokens, TimeProvider time)
    : ICommandHandler<LogOut, Done>
{
    public async Task<Done> Handle(LogOut request, CancellationToken cancellationToken)
    {
        if (
            tokens.ReadRefreshToken(request.RefreshToken) is var (sessionId, _)
            && await sessions.FindAsync(sessionId, cancellationToken) is { RevokedAt: null } session
        )
        {
            session.SignOut(time.GetUtcNow());
        }
        return default;
    }
}
