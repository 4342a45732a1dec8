using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Campaigns.Publishing;

/// <param name="Content">The file.</param>
public sealed record ReadyImage(string ContentType, byte[] Content);

/// <summary>
/// Images of published pages. They never change, so their bytes are kept in memory; whether they are still on the net is asked each time.
/// While the database cannot be asked, the copy is served.
/// </summary>
public sealed class PublishedImages(Databases databases, ILogger<PublishedImages> logger) : IDisposable
{
    private const long MemoryLimit = 64L * 1024 * 1024;

    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = MemoryLimit });

    /// <param name="slug">Any text that PostgreSQL can store.</param>
    /// <returns>The image that is live at this address, or null.</returns>
    public async Task<ReadyImage?> FindAsync(string slug, Guid imageId, CancellationToken cancellationToken)
    {
        var copy = cache.Get<ReadyImage>((slug, imageId));
        try
        {
            await using var command = databases.Public.CreateCommand(
                """
                select content_type, case when not $3 then content end
                from published_images join publications using (campaign_id)
                where slug = $1 and image_id = $2
                """
            );
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = slug });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = imageId });
            command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = copy is not null });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            if (!await reader.ReadAsync(cancellationToken))
            {
                cache.Remove((slug, imageId));
                return null;
            }
            if (copy is not null)
            {
                return copy;
            }
            var image = new ReadyImage(reader.GetString(0), reader.GetFieldValue<byte[]>(1));
            cache.Set((slug, imageId), image, new MemoryCacheEntryOptions { Size = image.Content.Length });
            return image;
        }
        catch (NpgsqlException failure) when (copy is not null && failure is not PostgresException)
        {
            logger.LogWarning(failure, "The database cannot be asked about an image: its last copy is served");
            return copy;
        }
    }

    public void Dispose() => cache.Dispose();
}
