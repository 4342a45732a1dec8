using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Common.Security;

/// <summary>
/// Who acts in this scope: set once, by the middleware that knows tokens and keys or by the job that runs for an account. While nobody is
/// set the scope is the system's: it reaches sign-in and background tables, and no tenant's data.
/// </summary>
public sealed class ActorContext : ICurrentUser
{
    private IReadOnlySet<string> permissions = PermissionTable.PermissionsOf("");

    public Guid? ActorId { get; private set; }

    public Guid? AccountId { get; private set; }

    public Guid? SessionId { get; private set; }

    public Guid? KeyId { get; private set; }

    public bool Has(string permission) => AccountId is not null && permissions.Contains(permission);

    /// <summary>From here on the scope acts as this person, for this account.</summary>
    /// <param name="may">What it may do there; all that the owner may, when background work acts.</param>
    /// <exception cref="InvalidOperationException">Somebody else is set already.</exception>
    public void ActAs(
        Guid actorId,
        Guid accountId,
        Guid? sessionId = null,
        IReadOnlySet<string>? may = null,
        Guid? keyId = null
    )
    {
        if (AccountId is not null && AccountId != accountId)
        {
            throw new InvalidOperationException("The scope acts for another account already.");
        }
        (ActorId, AccountId, SessionId, KeyId) = (actorId, accountId, sessionId, keyId);
        permissions = may ?? PermissionTable.PermissionsOf(AccountRoles.Owner);
    }
}
