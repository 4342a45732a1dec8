using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Campaigns.Publishing;

/// <param name="Name">Under which visitors keep it; null: it is shown.</param>
public sealed record ReadyFile(string ContentType, string? Name, byte[] Content);

/// <summary>
/// Pictures and downloads of published pages. Their content never changes, so their bytes are kept in memory; whether they are still on the net is asked each time.
/// While the database cannot be asked, the copy is served.
/// </summary>
public sealed class PublishedFiles(Databases databases, ILogger<PublishedFiles> logger) : IDisposable
{
    private const long MemoryLimit = 64L * 1024 * 1024;

    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = MemoryLimit });

    /// <param name="slug">Any text that PostgreSQL can store.</param>
    /// <returns>What is live at this address, or null.</returns>
    public async Task<ReadyFile?> FindAsync(string slug, Guid fileId, CancellationToken cancellationToken)
    {
        var copy = cache.Get<ReadyFile>((slug, fileId));
        try
        {
            await using var command = databases.Public.CreateCommand(
                """
                select content_type, name, case when not $3 then content end
                from published_files join publications using (campaign_id)
                where slug = $1 and file_id = $2
                """
            );
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = slug });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = fileId });
            command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = copy is not null });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            if (!await reader.ReadAsync(cancellationToken))
            {
                cache.Remove((slug, fileId));
                return null;
            }
            var name = await reader.IsDBNullAsync(1, cancellationToken) ? null : reader.GetString(1);
            if (copy is not null)
            {
                return copy with { Name = name };
            }
            var file = new ReadyFile(reader.GetString(0), name, reader.GetFieldValue<byte[]>(2));
            cache.Set((slug, fileId), file, new MemoryCacheEntryOptions { Size = file.Content.Length });
            return file;
        }
        catch (NpgsqlException failure) when (copy is not null && failure is not PostgresException)
        {
            logger.LogWarning(failure, "The database cannot be asked about a file: its last copy is served");
            return copy;
        }
    }

    public void Dispose() => cache.Dispose();
}
