using AiWebBuilder.Infrastructure.Persistence;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Analytics.Ingestion;

/// <summary>
/// What the database says of a batch before it is stored: which campaigns are live, which components are theirs (both kept from being
/// deleted until the batch commits), and which events are new.
/// </summary>
[WritesPastUnitOfWork("Ingestion: a batch of many accounts' events in one transaction, set by set.")]
internal sealed class EventClaims
{
    private readonly HashSet<Guid> live = [];
    private readonly Dictionary<Guid, (Guid Campaign, string Page)> components = [];
    private readonly HashSet<(Guid Campaign, Guid Event)> fresh = [];

    public static async Task<EventClaims> MakeAsync(
        NpgsqlConnection connection,
        List<EventRow> rows,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            "select live, known, homes, pages, fresh_campaigns, fresh_events from claim_events($1, $2, $3, $4)",
            connection
        )
        {
            Parameters =
            {
                rows.Column(row => row.CampaignId),
                rows.Column(row => row.Event.Id),
                rows.Column(row => row.ComponentId),
                rows.Column(row => row.Request.Submission?.EarlierEventId),
            },
        };
        var claims = new EventClaims();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        claims.live.UnionWith(reader.ArrayAt<Guid>(0));
        var (known, homes, pages) = (reader.ArrayAt<Guid>(1), reader.ArrayAt<Guid>(2), reader.ArrayAt<string>(3));
        for (var i = 0; i < known.Length; i++)
        {
            claims.components[known[i]] = (homes[i], pages[i]);
        }
        claims.fresh.UnionWith(reader.ArrayAt<Guid>(4).Zip(reader.ArrayAt<Guid>(5)));
        return claims;
    }

    /// <summary>Whether the event can be stored; adds the page that its component stands on. To be asked once for each row, in their order.</summary>
    public Fate FateOf(EventRow row)
    {
        if (!live.Contains(row.CampaignId))
        {
            return Fate.NotLive;
        }
        if (row.ComponentId is { } id)
        {
            if (components.TryGetValue(id, out var component) && component.Campaign == row.CampaignId)
            {
                row.Page ??= component.Page;
            }
            else if (row.Request.Submission is null)
            {
                return Fate.ComponentUnknown;
            }
            else
            {
                // The section was deleted while its page is still on the net: what a visitor wrote is not lost for that.
                row.ComponentId = null;
            }
        }
        // Twice in one batch: the first is the event, the second its repetition.
        return fresh.Remove((row.CampaignId, row.Event.Id)) ? Fate.Stored : Fate.Duplicate;
    }
}
