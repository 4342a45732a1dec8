using System.Text.Json.Nodes;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Domain.Common;
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

    /// <summary>With its data; null: there is none.</summary>
    Task<ContentView?> FindAsync(Guid integrationId, Guid contentId, CancellationToken cancellationToken);
}

/// <summary>Something that a sync has found.</summary>
/// <param name="ExternalId">Its id on the platform.</param>
/// <param name="ExternalStatus">As the platform calls it.</param>
/// <param name="ModifiedAt">As the platform says.</param>
/// <param name="Change">What the last sync found, against the one before.</param>
/// <param name="Hash">Of all that is kept of it.</param>
public sealed record ContentView(
    Guid Id,
    Guid IntegrationId,
    [OneOf(typeof(PlatformObjects))] string Object,
    string ExternalId,
    string? Title,
    string? Url,
    string? ExternalStatus,
    DateTimeOffset? ModifiedAt,
    [OneOf(typeof(ContentChanges))] string Change,
    string Hash,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset LastSeenAt,
    DateTimeOffset? ChangedAt,
    DateTimeOffset? RemovedAt
)
{
    /// <summary>Only on GET of one content: what the platform holds of it.</summary>
    public JsonObject? Data { get; init; }
}
