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
    bool Has(Permission permission);
}

/// <summary>What requests ask for. <see cref="Roles"/> says who has it.</summary>
public enum Permission
{
    ProfileRead,
    ProfileWrite,
    CampaignsRead,
    CampaignsWrite,
    CampaignsPublish,
    AiSpend,
    AiRead,
    AnalyticsRead,
    OperationsRead,

    /// <summary>Who did what in the account.</summary>
    AuditRead,
    MembersRead,

    /// <summary>Invites, changes and removes editors and viewers.</summary>
    MembersWrite,

    /// <summary>Makes and removes admins.</summary>
    AdminsWrite,
    KeysRead,
    KeysWrite,
    BillingRead,
    BillingWrite,

    /// <summary>The account's own settings: budgets, emergency stop, keys of providers.</summary>
    SettingsWrite,
    AccountExport,
    AccountClose,

    /// <summary>Beyond any account: the operator's.</summary>
    PlatformAdmin,
}

/// <summary>Declares on a request what the actor needs.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RequiresAttribute(Permission permission) : Attribute
{
    public Permission Permission { get; } = permission;
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

    public static Error Forbidden(Permission permission) =>
        new(ErrorKind.Forbidden, "auth.forbidden", $"This requires the permission {permission}.");
}
