using System.Net;

namespace AiWebBuilder.Application.Analytics.Ingestion;

/// <summary>Who sends, as far as it is looked at: nothing here can be traced to a person.</summary>
/// <param name="Network">The address cut to /24 or /48; null when unknown.</param>
/// <param name="UserAgent">The whole header, for the daily hash; only its family is stored.</param>
/// <param name="Country">ISO 3166-1 alpha-2, when a proxy in front says it.</param>
/// <param name="OptedOut">Sec-GPC or DNT: counted, but not told apart from other visitors.</param>
public sealed record EventOrigin(IPAddress? Network, string UserAgent, string? Country, bool OptedOut);
