using AiWebBuilder.Application.Analytics.Ingestion;
using AiWebBuilder.Application.Common.Addresses;

namespace AiWebBuilder.Api.Analytics;

/// <summary>What is looked at of a visitor's request.</summary>
internal static class EventOrigins
{
    private const int MaxUserAgent = 500;

    /// <param name="countryHeader">The header in which a proxy says the country; null when none does.</param>
    public static EventOrigin Of(HttpContext context, string? countryHeader)
    {
        var headers = context.Request.Headers;
        var userAgent = headers.UserAgent.ToString();
        var country = countryHeader is { Length: > 0 } ? headers[countryHeader].ToString().ToUpperInvariant() : "";
        return new EventOrigin(
            ClientNetwork.Of(context.Connection.RemoteIpAddress),
            userAgent.Length > MaxUserAgent ? userAgent[..MaxUserAgent] : userAgent,
            // XX is Cloudflare's and others' word for unknown; T1 for Tor has a digit.
            country.Length == 2
            && country.All(char.IsAsciiLetterUpper)
            && country != "XX"
                ? country
                : null,
            headers["Sec-GPC"] == "1" || headers["DNT"] == "1"
        );
    }
}
