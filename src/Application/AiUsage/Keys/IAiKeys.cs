using AiWebBuilder.Application.Common.Paging;

namespace AiWebBuilder.Application.AiUsage.Keys;

/// <summary>The account's own access to providers.</summary>
public interface IAiKeys
{
    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<AiKeyView>> ListAsync(PageRequest page, CancellationToken cancellationToken);

    /// <summary>Keeps the key sealed, with the models that stand behind it and their prices.</summary>
    /// <exception cref="Domain.Common.DomainException">Conflict: too many, or another key has a model of the same name.</exception>
    Task<AiKeyView> AddAsync(CreateAiKey key, CancellationToken cancellationToken);

    /// <returns>Whether there was one.</returns>
    Task<bool> RemoveAsync(Guid id, CancellationToken cancellationToken);
}
