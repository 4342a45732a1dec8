using AiWebBuilder.Application.Integrations.Imports.Contents;
using AiWebBuilder.Application.Integrations.Imports.Sources;

namespace AiWebBuilder.Application.Integrations.Imports;

/// <param name="Kind">One of <see cref="ImportSources"/>.</param>
/// <param name="Source">An address, or the name of a file.</param>
/// <param name="Content">What was uploaded; null: it is to be fetched.</param>
public sealed record NewImport(
    string Kind,
    string Source,
    byte[]? Content,
    string? ContentType,
    bool IsRehearsal,
    int MaxPages
)
{
    /// <summary>Null: the source is no platform, or the connection to it is gone.</summary>
    public Guid? IntegrationId { get; init; }

    /// <summary>The import whose campaign this one brings up to date; null: it makes a campaign.</summary>
    public Guid? UpdatesId { get; init; }

    /// <summary>Of a platform: what is read.</summary>
    public IReadOnlyList<SyncedContent> Contents { get; init; } = [];
}
