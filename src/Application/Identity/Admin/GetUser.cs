using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;

namespace AiWebBuilder.Application.Identity.Admin;

/// <summary>A user of the platform.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(PlatformPermissions.Administer)]
public sealed record GetUser(Guid UserId) : IQuery<PlatformUserView>;

internal sealed class GetUserHandler(IPlatformUsers users) : IQueryHandler<GetUser, PlatformUserView>
{
    public async Task<PlatformUserView> Handle(GetUser request, CancellationToken cancellationToken) =>
        await users.FindAsync(new PageRequest(1, After: null), text: null, request.UserId, cancellationToken)
            is [var user, ..]
            ? user
            : throw new DomainException(IdentityErrors.UserNotFound);
}
