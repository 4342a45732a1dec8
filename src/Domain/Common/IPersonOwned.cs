namespace AiWebBuilder.Domain.Common;

/// <summary>Belongs to a person, for whichever account they act.</summary>
public interface IPersonOwned
{
    /// <summary>The person in <c>users</c>.</summary>
    Guid UserId { get; }
}
