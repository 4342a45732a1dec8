using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Domain.Integrations;

namespace AiWebBuilder.Application.Integrations.Syncs;

/// <summary>What syncs have found.</summary>
public interface IPlatformContents
{
    /// <summary>Keeps a page of it, in the present unit of work.</summary>
    Task KeepAsync(
        IntegrationSync sync,
        string @object,
        IReadOnlyList<FoundContent> contents,
        CancellationToken cancellationToken
    );

    /// <summary>Of these objects all has been read: what was not seen is gone.</summary>
    Task<SyncChanges> FinishAsync(
        IntegrationSync sync,
        IReadOnlyList<string> objects,
        CancellationToken cancellationToken
    );

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<ContentView>> ListAsync(
        Guid integrationId,
        PageRequest page,
        string? @object,
        string? change,
        CancellationToken cancellationToken
    );

    /// <summary>What the platform holds by the last syncs, the oldest first, at most 2,000: with its data, but not with whole texts.</summary>
    Task<IReadOnlyList<ContentView>> CurrentAsync(Guid integrationId, CancellationToken cancellationToken);

    /// <summary>With its data; null: there is none.</summary>
    Task<ContentView?> FindAsync(Guid integrationId, Guid contentId, CancellationToken cancellationToken);
}
