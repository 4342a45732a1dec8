using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;

namespace AiWebBuilder.Application.Identity;

internal static class UserRepositories
{
    /// <exception cref="DomainException">NotFound.</exception>
    public static async Task<User> RequireAsync(
        this IRepository<User> users,
        Guid id,
        CancellationToken cancellationToken
    ) => await users.FindAsync(id, cancellationToken) ?? throw new DomainException(IdentityErrors.UserNotFound);
}
