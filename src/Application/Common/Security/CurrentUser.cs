using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Common.Security;

/// <summary>Who acts, and for which account; one per request or job.</summary>
public interface ICurrentUser
{
    /// <summary>The person (or the key's maker); null when nobody has signed in.</summary>
    Guid? ActorId { get; }

    /// <summary>The account acted for: <c>users.id</c> of its owner; null when nobody has signed in.</summary>
    Guid? AccountId { get; }

    /// <summary>The session that the access token belongs to.</summary>
    Guid? SessionId { get; }

    /// <summary>The API key that stands in for a person; null for people.</summary>
    Guid? KeyId { get; }

    /// <summary>Whether the actor may do this in the account.</summary>
    bool Has(string permission);
}

/// <summary>Declares on a request what the actor needs.</summary>
/// <param name="permission">A constant that a module declares with <see cref="GrantedToAttribute"/>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RequiresAttribute(string permission) : Attribute
{
    public string Permission { get; } = permission;
}

/// <summary>Declares that a request needs nobody signed in, and why that is right.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AnybodyAttribute(string because) : Attribute
{
    public string Because { get; } = because;
}

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

internal static class SecurityErrors
{
    public static Error NotSignedIn { get; } =
        new(ErrorKind.Unauthenticated, "auth.not_signed_in", "Sign in, or send a valid access token.");

    public static Error Forbidden(string permission) =>
        new(ErrorKind.Forbidden, "auth.forbidden", $"This requires the permission {permission}.");
}
