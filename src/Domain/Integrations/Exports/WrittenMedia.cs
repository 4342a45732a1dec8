using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Integrations.Exports;

/// <summary>An upload that a platform has: by its content, so that no platform gets one twice.</summary>
public sealed class WrittenMedia : AggregateRoot, ITenantOwned
{
    private WrittenMedia() { }

    public Guid UserId { get; private init; }
    public Guid IntegrationId { get; private init; }

    /// <summary>SHA-256 of the content, in hexadecimal digits.</summary>
    public string ContentHash { get; private init; } = "";
    public string ExternalId { get; private set; } = "";
    public string Url { get; private set; } = "";

    public static WrittenMedia Note(Guid id, PlatformExport export, string contentHash, DateTimeOffset now) =>
        new()
        {
            Id = id,
            UserId = export.UserId,
            IntegrationId = export.IntegrationId,
            ContentHash = contentHash,
            CreatedAt = now,
        };

    public void StandsAt(string externalId, string url) => (ExternalId, Url) = (externalId, url);
}
