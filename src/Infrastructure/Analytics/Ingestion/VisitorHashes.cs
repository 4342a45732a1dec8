using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using AiWebBuilder.Application.Analytics.Ingestion;
using AiWebBuilder.Infrastructure.Persistence;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Analytics.Ingestion;

/// <summary>
/// Tells the visitors of one campaign and one day apart without knowing them: a keyed hash of network and browser. The day's key is
/// random, shared by all nodes through the database, and deleted two days later, so that the hashes can then be traced by nobody.
/// </summary>
[WritesPastUnitOfWork("The day's salt is made by whichever node is first, in a statement of its own.")]
internal sealed class VisitorHashes(Databases databases)
{
    private readonly ConcurrentDictionary<DateOnly, byte[]> salts = new();

    /// <summary>22 characters, the same for the same visitor, campaign and day.</summary>
    public async ValueTask<string> VisitorAsync(
        Guid campaignId,
        DateOnly day,
        EventOrigin sender,
        CancellationToken cancellationToken
    ) => Base64Url.EncodeToString(await DigestAsync(campaignId, day, sender, "", cancellationToken));

    /// <summary>The id of the event that a text makes when this sender sends it (UUIDv8, RFC 9562 § 5.8).</summary>
    public async ValueTask<Guid> EventIdAsync(
        Guid campaignId,
        DateOnly day,
        EventOrigin sender,
        string text,
        CancellationToken cancellationToken
    )
    {
        var bytes = await DigestAsync(campaignId, day, sender, text, cancellationToken);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private async ValueTask<byte[]> DigestAsync(
        Guid campaignId,
        DateOnly day,
        EventOrigin sender,
        string text,
        CancellationToken cancellationToken
    )
    {
        var salt = salts.TryGetValue(day, out var known) ? known : await LoadAsync(day, cancellationToken);
        // The separators cannot occur in an address or a header.
        var subject = Encoding.UTF8.GetBytes($"{campaignId:N}\n{sender.Network}\n{sender.UserAgent}\n{text}");
        return HMACSHA256.HashData(salt, subject)[..16];
    }

    private async Task<byte[]> LoadAsync(DateOnly day, CancellationToken cancellationToken)
    {
        await using var connection = await databases.Public.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("insert into visitor_salts (day, salt) values ($1, $2) on conflict do nothing")
            {
                Parameters =
                {
                    new NpgsqlParameter { Value = day },
                    new NpgsqlParameter { Value = RandomNumberGenerator.GetBytes(32) },
                },
            }
        );
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("select salt from visitor_salts where day = $1")
            {
                Parameters = { new NpgsqlParameter { Value = day } },
            }
        );
        var salt = (byte[])(await batch.ExecuteScalarAsync(cancellationToken))!;
        // Events reach a day back and a day ahead: memory must not hold a key longer than the database does.
        foreach (var old in salts.Keys.Where(one => one < day.AddDays(-2)))
        {
            salts.TryRemove(old, out _);
        }
        return salts.GetOrAdd(day, salt);
    }
}
