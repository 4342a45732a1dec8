using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.Extensions.Caching.Memory;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Analytics.Ingestion;

/// <summary>
/// Which campaigns are on the net, and whose they are. An answer is good for a few seconds: the writer looks again, under lock,
/// so that an old answer stores nothing for a campaign that has gone.
/// </summary>
internal sealed class LivePublications(Databases databases) : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);

    // Bounded: ids that nobody has ever had are remembered too, or asking for them would be a way to the database.
    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = 20_000 });

    /// <summary>The account; null when the campaign is not on the net.</summary>
    public async ValueTask<Guid?> AccountOfAsync(Guid campaignId, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(campaignId, out Guid? account))
        {
            return account;
        }
        await using var command = databases.Public.CreateCommand(
            "select user_id from live_publications where campaign_id = $1"
        );
        command.Parameters.Add(new NpgsqlParameter { Value = campaignId });
        account = await command.ExecuteScalarAsync(cancellationToken) as Guid?;
        known.Set(
            campaignId,
            account,
            new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Lifetime }
        );
        return account;
    }

    public void Dispose() => known.Dispose();
}
