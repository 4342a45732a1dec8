using System.Net;

namespace AiWebBuilder.Application.Analytics.Ingestion;

/// <summary>Who sends, as far as it is looked at: nothing here can be traced to a person.</summary>
/// <param name="Network">The address cut to /24 or /48; null when unknown.</param>
/// <param name="UserAgent">The whole header, for the daily hash; only its family is stored.</param>
/// <param name="Country">ISO 3166-1 alpha-2, when a proxy in front says it.</param>
/// <param name="OptedOut">Sec-GPC or DNT: counted, but not told apart from other visitors.</param>
public sealed record EventOrigin(IPAddress? Network, string UserAgent, string? Country, bool OptedOut);

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

/// <param name="Value">0 to 9,999,999,999.99.</param>
/// <param name="Currency">ISO 4217; null: the campaign's own.</param>
/// <param name="OrderId">Counted at most once for each campaign.</param>
public sealed record Conversion(string Type, decimal Value, string? Currency, string? OrderId);
