using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;

namespace AiWebBuilder.Application.Identity.Sessions;

/// <summary>Signs out a device, this one or another. Idempotent.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(IdentityPermissions.WriteProfile)]
public sealed record EndSession(Guid SessionId) : ICommand;

internal sealed class EndSessionHandler(IRepository<UserSession> sessions, TimeProvider time)
    : ICommandHandler<EndSession, Done>
{
    public async Task<Done> Handle(EndSession request, CancellationToken cancellationToken)
    {
        var session =
            await sessions.FindAsync(request.SessionId, cancellationToken)
            ?? throw new DomainException(IdentityErrors.SessionNotFound);
        session.End(time.GetUtcNow());
        return default;
    }
}
