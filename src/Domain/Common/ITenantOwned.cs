namespace AiWebBuilder.Domain.Common;

/// <summary>An entity that every account's isolation rules apply to.</summary>
public interface ITenantOwned
{
    /// <summary>The account: the id of its owner in <c>users</c>.</summary>
    Guid UserId { get; }
}
