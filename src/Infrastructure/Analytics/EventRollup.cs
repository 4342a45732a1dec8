using System.Runtime.InteropServices;
using AiWebBuilder.Domain.Analytics;
using AiWebBuilder.Infrastructure.Analytics.Ingestion;

namespace AiWebBuilder.Infrastructure.Analytics;

/// <summary>
/// What a batch adds to the figures. Everything is handed out in the order of its key: all writers lock the same rows in the same
/// order, and none waits for one that waits for it.
/// </summary>
internal sealed class EventRollup
{
    private readonly Dictionary<StatsKey, Sums> stats = [];
    private readonly Dictionary<AudienceKey, Sums> audience = [];
    private readonly Dictionary<(Guid Component, Guid Campaign), ComponentTotals> components = [];
    private readonly Dictionary<Guid, CampaignTotals> campaigns = [];

    public IReadOnlyCollection<KeyValuePair<StatsKey, Sums>> Stats =>
        [
            .. stats
                .OrderBy(row => row.Key.Campaign)
                .ThenBy(row => row.Key.Day)
                .ThenBy(row => row.Key.Component)
                .ThenBy(row => row.Key.Type, StringComparer.Ordinal)
                .ThenBy(row => row.Key.Source, StringComparer.Ordinal)
                .ThenBy(row => row.Key.Medium, StringComparer.Ordinal),
        ];

    public IReadOnlyCollection<KeyValuePair<AudienceKey, Sums>> Audience =>
        [
            .. audience
                .OrderBy(row => row.Key.Campaign)
                .ThenBy(row => row.Key.Day)
                .ThenBy(row => row.Key.Type, StringComparer.Ordinal)
                .ThenBy(row => row.Key.Country, StringComparer.Ordinal)
                .ThenBy(row => row.Key.Device, StringComparer.Ordinal),
        ];

    public IReadOnlyCollection<KeyValuePair<(Guid Component, Guid Campaign), ComponentTotals>> Components =>
        [.. components.OrderBy(row => row.Key.Component)];

    public IReadOnlyCollection<KeyValuePair<Guid, CampaignTotals>> Campaigns => [.. campaigns.OrderBy(row => row.Key)];

    /// <param name="revenue">In the campaign's own currency.</param>
    public void Add(EventRow row, decimal revenue)
    {
        var e = row.Event;
        var isView = e.Type == EventTypes.View;
        var isConversion = e.Type == EventTypes.Conversion;
        Sums.Add(
            stats,
            new StatsKey(
                row.CampaignId,
                e.Day,
                row.ComponentId ?? Guid.Empty,
                e.Type,
                e.Source ?? "",
                e.Medium ?? "",
                row.AccountId
            ),
            revenue
        );
        // A section's view is not one more of the page.
        if (!isView || row.ComponentId is null)
        {
            Sums.Add(
                audience,
                new AudienceKey(row.CampaignId, e.Day, e.Type, e.Country ?? "", e.Device, row.AccountId),
                revenue
            );
        }
        if (row.ComponentId is { } component)
        {
            ref var totals = ref CollectionsMarshal.GetValueRefOrAddDefault(
                components,
                (component, row.CampaignId),
                out _
            );
            totals.Views += isView ? 1 : 0;
            totals.Clicks += row.Event.Type == EventTypes.Click ? 1 : 0;
            totals.Conversions += isConversion ? 1 : 0;
        }
        if (isConversion || (isView && row.ComponentId is null))
        {
            ref var totals = ref CollectionsMarshal.GetValueRefOrAddDefault(campaigns, row.CampaignId, out _);
            totals.Views += isView ? 1 : 0;
            totals.Conversions += isConversion ? 1 : 0;
            totals.Revenue += revenue;
        }
    }

    internal readonly record struct StatsKey(
        Guid Campaign,
        DateOnly Day,
        Guid Component,
        string Type,
        string Source,
        string Medium,
        Guid Account
    );

    internal readonly record struct AudienceKey(
        Guid Campaign,
        DateOnly Day,
        string Type,
        string Country,
        string Device,
        Guid Account
    );

    internal struct Sums
    {
        public long Events;
        public decimal Revenue;

        public static void Add<TKey>(Dictionary<TKey, Sums> rows, TKey key, decimal revenue)
            where TKey : notnull
        {
            ref var sums = ref CollectionsMarshal.GetValueRefOrAddDefault(rows, key, out _);
            sums.Events++;
            sums.Revenue += revenue;
        }
    }

    internal struct ComponentTotals
    {
        public int Views;
        public int Clicks;
        public int Conversions;
    }

    internal struct CampaignTotals
    {
        public int Views;
        public int Conversions;
        public decimal Revenue;
    }
}
