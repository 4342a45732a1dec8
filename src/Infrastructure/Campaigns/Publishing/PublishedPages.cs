using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using AiWebBuilder.Application.Campaigns.Pages.Dated;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Campaigns.Publishing;

/// <summary>A published page, ready to be sent.</summary>
/// <param name="ETag">Of the uncompressed bytes, with quotes.</param>
/// <param name="PublishedAt">Or, when later, since when a part of it has been over.</param>
public sealed record ReadyPage(
    string ETag,
    DateTimeOffset PublishedAt,
    ReadOnlyMemory<byte> Plain,
    ReadOnlyMemory<byte> Gzip,
    ReadOnlyMemory<byte> Brotli
);

/// <summary>
/// Published pages in memory, compressed once. A copy is asked about when it is older than a second, or when this process
/// has changed a publication since: so a page that another node takes down is gone here a second later, and one that was
/// taken down here is gone at once. While the database cannot be asked, the copy is served. What is over by now is left out of every answer.
/// </summary>
public sealed class PublishedPages(Databases databases, TimeProvider time, ILogger<PublishedPages> logger) : IDisposable
{
    private const long MemoryLimit = 128L * 1024 * 1024;
    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(1);

    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = MemoryLimit });
    private int changes;

    /// <param name="slug">Any text that PostgreSQL can store.</param>
    /// <param name="page"><c>index</c> for the first page.</param>
    /// <returns>The page that is live at this address, or null.</returns>
    public ValueTask<ReadyPage?> FindAsync(string slug, string page, CancellationToken cancellationToken)
    {
        var copy = KeptOf(slug, page);
        return copy?.IsTrusted(time, Volatile.Read(ref changes)) == true
            ? ValueTask.FromResult<ReadyPage?>(copy.Page)
            : new ValueTask<ReadyPage?>(AskAsync(slug, page, copy, cancellationToken));
    }

    /// <summary>The copy in memory, however old: the database is not asked.</summary>
    public ReadyPage? Remembered(string slug, string page) => KeptOf(slug, page)?.Page;

    /// <summary>Every copy is asked about before it is served again.</summary>
    public void Invalidate() => Interlocked.Increment(ref changes);

    public void Dispose() => cache.Dispose();

    private async Task<ReadyPage?> AskAsync(string slug, string page, Kept? copy, CancellationToken cancellationToken)
    {
        // Read before the question: a change that comes in between makes the answer doubtful again.
        var (asked, seen) = (time.GetTimestamp(), Volatile.Read(ref changes));
        try
        {
            // The text is sent only when it is another than that of the copy.
            await using var command = databases.Public.CreateCommand(
                """
                select etag, published_at, case when etag is distinct from $3 then html end
                from published_pages join publications using (campaign_id)
                where slug = $1 and page = $2
                """
            );
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = slug });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = page });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = copy?.Stored ?? "" });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            if (!await reader.ReadAsync(cancellationToken))
            {
                cache.Remove((slug, page));
                return null;
            }
            var publishedAt = reader.GetFieldValue<DateTimeOffset>(1);
            var stored = reader.GetString(0);
            var fresh = await reader.IsDBNullAsync(2, cancellationToken)
                ? copy! with
                {
                    Page = copy.Page with { PublishedAt = Later(publishedAt, copy.Page.PublishedAt) },
                    Asked = asked,
                    Seen = seen,
                }
                : Prepare(stored, publishedAt, reader.GetString(2), asked, seen);
            return Keep(slug, page, fresh).Page;
        }
        catch (NpgsqlException failure) when (copy is not null && failure is not PostgresException)
        {
            logger.LogWarning(failure, "The database cannot be asked about a page: its last copy is served");
            return copy.Page;
        }
    }

    /// <summary>What is in memory, without what has been over since.</summary>
    private Kept? KeptOf(string slug, string page)
    {
        var copy = cache.Get<Kept>((slug, page));
        return copy is null || !(copy.Next <= time.GetUtcNow())
            ? copy
            : Keep(
                slug,
                page,
                Prepare(
                    copy.Stored,
                    copy.Page.PublishedAt,
                    Encoding.UTF8.GetString(copy.Page.Plain.Span),
                    copy.Asked,
                    copy.Seen
                )
            );
    }

    private Kept Keep(string slug, string page, Kept copy) =>
        cache.Set(
            (slug, page),
            copy,
            new MemoryCacheEntryOptions
            {
                Size = copy.Page.Plain.Length + copy.Page.Gzip.Length + copy.Page.Brotli.Length,
            }
        );

    private Kept Prepare(string stored, DateTimeOffset publishedAt, string html, long asked, int seen)
    {
        var current = DatedPage.At(html, time.GetUtcNow(), keepsDates: true);
        var plain = Encoding.UTF8.GetBytes(current.Html);
        var ready = new ReadyPage(
            // In quotes, as the stored one is.
            current.LeftOut.Count == 0
                ? stored
                : string.Concat(
                    stored.AsSpan(0, 1),
                    Convert.ToHexStringLower(SHA256.HashData(plain).AsSpan(0, 16)),
                    stored.AsSpan(0, 1)
                ),
            Later(publishedAt, current.Since ?? publishedAt),
            plain,
            Compress(plain, output => new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true)),
            Compress(plain, output => new BrotliStream(output, CompressionLevel.Optimal, leaveOpen: true))
        );
        return new(ready, stored, current.Next, asked, seen);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static byte[] Compress(byte[] plain, Func<Stream, Stream> compressor)
    {
        using var output = new MemoryStream();
        using (var stream = compressor(output))
        {
            stream.Write(plain);
        }
        return output.ToArray();
    }

    /// <param name="Stored">The entity tag of what is stored.</param>
    /// <param name="Next">When a part of it is over.</param>
    /// <param name="Asked">Timestamp of the last question to the database.</param>
    /// <param name="Seen">The number of changes by then.</param>
    private sealed record Kept(ReadyPage Page, string Stored, DateTimeOffset? Next, long Asked, int Seen)
    {
        public bool IsTrusted(TimeProvider time, int changes) =>
            Seen == changes && time.GetElapsedTime(Asked) < Trusted;
    }
}
