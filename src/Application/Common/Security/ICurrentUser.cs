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
