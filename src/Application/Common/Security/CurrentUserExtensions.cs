using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Common.Security;

/// <summary>Shorthands for handlers.</summary>
public static class CurrentUserExtensions
{
    /// <summary>The account acted for.</summary>
    /// <exception cref="DomainException">Unauthenticated.</exception>
    public static Guid RequireAccount(this ICurrentUser user) =>
        user.AccountId ?? throw new DomainException(SecurityErrors.NotSignedIn);

    /// <summary>The person who acts.</summary>
    /// <exception cref="DomainException">Unauthenticated.</exception>
    public static Guid RequireActor(this ICurrentUser user) =>
        user.ActorId ?? throw new DomainException(SecurityErrors.NotSignedIn);
}
