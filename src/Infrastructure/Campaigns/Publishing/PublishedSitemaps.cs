using AiWebBuilder.Infrastructure.Persistence;

namespace AiWebBuilder.Infrastructure.Campaigns.Publishing;

/// <summary>The sitemaps of what is live. Anybody may ask, and as often as they like: the database is asked once a minute.</summary>
public sealed class PublishedSitemaps(Databases databases, TimeProvider time)
{
    /// <summary>As many as one index may name (sitemaps.org).</summary>
    private const int Most = 50_000;

    private static readonly TimeSpan Trusted = TimeSpan.FromMinutes(1);

    private Copy? copy;

    /// <summary>The slugs of publications, and when anything in them last changed.</summary>
    public async Task<IReadOnlyList<(string Slug, DateTimeOffset ChangedAt)>> ListAsync(
        CancellationToken cancellationToken
    )
    {
        if (copy is { } present && time.GetElapsedTime(present.Asked) < Trusted)
        {
            return present.Known;
        }
        var asked = time.GetTimestamp();
        await using var command = databases.Public.CreateCommand(
            $"""
            select slug, changed_at from published_pages join publications using (campaign_id)
            where page = 'sitemap.xml' order by changed_at desc limit {Most}
            """
        );
        List<(string, DateTimeOffset)> known = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            known.Add((reader.GetString(0), reader.GetFieldValue<DateTimeOffset>(1)));
        }
        copy = new Copy(asked, known);
        return known;
    }

    private sealed record Copy(long Asked, IReadOnlyList<(string Slug, DateTimeOffset ChangedAt)> Known);
}
