using Npgsql;

namespace AiWebBuilder.Infrastructure.Analytics;

/// <summary>The campaigns and components that a batch is about, kept from being deleted until it commits.</summary>
internal sealed class EventTargets
{
    private readonly HashSet<Guid> live = [];
    private readonly Dictionary<Guid, (Guid Campaign, string Page)> components = [];

    public static async Task<EventTargets> LockAsync(
        NpgsqlConnection connection,
        List<EventRow> rows,
        CancellationToken cancellationToken
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("select campaign_id from lock_live_campaigns($1)")
            {
                Parameters =
                {
                    new NpgsqlParameter<Guid[]> { TypedValue = [.. rows.Select(row => row.CampaignId).Distinct()] },
                },
            }
        );
        var named = rows.Where(row => row.ComponentId is not null).Select(row => row.ComponentId!.Value).Distinct();
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("select component_id, campaign_id, page from lock_components($1)")
            {
                Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [.. named] } },
            }
        );
        var targets = new EventTargets();
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            targets.live.Add(reader.GetGuid(0));
        }
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            targets.components[reader.GetGuid(0)] = (reader.GetGuid(1), reader.GetString(2));
        }
        return targets;
    }

    /// <summary>Whether the event can be stored; adds the page that its component stands on.</summary>
    public Fate FateOf(EventRow row)
    {
        if (!live.Contains(row.CampaignId))
        {
            return Fate.NotLive;
        }
        if (row.ComponentId is not { } id)
        {
            return Fate.Stored;
        }
        if (components.TryGetValue(id, out var component) && component.Campaign == row.CampaignId)
        {
            row.Page ??= component.Page;
            return Fate.Stored;
        }
        if (row.Request.Submission is null)
        {
            return Fate.ComponentUnknown;
        }
        // The section was deleted while its page is still on the net: what a visitor wrote is not lost for that.
        row.ComponentId = null;
        return Fate.Stored;
    }
}
