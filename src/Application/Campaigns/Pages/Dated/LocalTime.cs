using System.Text.Json;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Campaigns;

namespace AiWebBuilder.Application.Campaigns.Pages.Dated;

/// <summary>What time it is, and in which zone the business's own dates and times hold.</summary>
public sealed record LocalTime(TimeZoneInfo Zone, DateTimeOffset Now)
{
    /// <summary>
    /// By ISO 3166-1. Of a country with several, one of the main land in which the day ends late: nothing is taken away while it still holds.
    /// </summary>
    private static readonly Lazy<IReadOnlyDictionary<string, string>> ByCountry = new(Read);

    /// <summary>By the account's setting, else by the country that the campaign's facts are of, else UTC.</summary>
    internal static async Task<LocalTime> OfAsync(
        IAccountPeople people,
        TimeProvider time,
        Campaign campaign,
        CancellationToken cancellationToken
    )
    {
        var name =
            await people.TimeZoneAsync(cancellationToken)
            ?? ByCountry.Value.GetValueOrDefault(campaign.Facts.Country ?? "");
        return new(ZoneOf(name), time.GetUtcNow());
    }

    /// <param name="name">IANA; what this machine does not know is taken for UTC.</param>
    internal static TimeZoneInfo ZoneOf(string? name) =>
        name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    private static Dictionary<string, string> Read()
    {
        using var zones = typeof(LocalTime).Assembly.GetManifestResourceStream("time-zones.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(zones)!;
    }
}
