using System.Net;

namespace AiWebBuilder.Application.Analytics.Ingestion;

/// <summary>An event that may be stored.</summary>
/// <param name="Id">Made by the client; counted once for each campaign.</param>
/// <param name="At">UTC, to the microsecond.</param>
/// <param name="Visitor">The day's hash; null for senders who opted out.</param>
/// <param name="Session">The client's, else the visitor; null for senders who opted out.</param>
/// <param name="Data">A JSON object.</param>
/// <param name="Page">The page's key.</param>
/// <param name="UserAgent">The family: <c>Firefox on Linux</c>.</param>
/// <param name="IsBot">Stored, and left out of every figure.</param>
public sealed record TrackedEvent(
    Guid Id,
    string Type,
    Guid? ComponentId,
    DateTimeOffset At,
    string? Visitor,
    string? Session,
    string Data,
    string? Referrer,
    string? Source,
    string? Medium,
    string? Page,
    string UserAgent,
    string Device,
    bool IsBot,
    IPAddress? Network,
    string? Country,
    Conversion? Conversion
)
{
    /// <summary>The UTC day that it counts for.</summary>
    public DateOnly Day => DateOnly.FromDateTime(At.UtcDateTime);
}
