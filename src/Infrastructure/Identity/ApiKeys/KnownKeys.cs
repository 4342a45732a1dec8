using System.Collections.Concurrent;
using System.Security.Cryptography;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.ApiKeys;
using AiWebBuilder.Infrastructure.Identity.Limits;
using AiWebBuilder.Infrastructure.Identity.Members;
using AiWebBuilder.Infrastructure.Modules;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace AiWebBuilder.Infrastructure.Identity.ApiKeys;

/// <summary>Whom a key stands for, and what it may do there.</summary>
public sealed record KnownKey(
    Guid Id,
    Guid AccountId,
    Guid MakerId,
    IReadOnlySet<string> May,
    DateTimeOffset? ExpiresAt
)
{
    internal byte[] Hash { get; init; } = [];
}

/// <summary>
/// The API keys that were used lately, in memory on every node, so that a call with one costs no look at the database. Whatever may end
/// a key or change what it may do is told by a notification, which empties the memory; a lost one costs ten seconds at most.
/// </summary>
[RunsOnEveryNode("each keeps the keys that are used in memory")]
[WritesPastUnitOfWork("When keys were used, collected in memory and written together; no request waits for it.")]
public sealed class KnownKeys(
    Databases databases,
    Notifications notifications,
    TimeProvider time,
    ILogger<KnownKeys> logger
) : BackgroundService
{
    internal const string Channel = "api_keys";
    private const int MaxKeys = 10_000;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(10);

    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = MaxKeys });
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> used = new();
    private int generation;

    /// <summary>The key, when this is one that is good now. What is not written like a key never reaches the database.</summary>
    public async ValueTask<KnownKey?> FindAsync(string text, CancellationToken cancellationToken) =>
        ApiKeyText.TryRead(text, out var id)
        && await LookUpAsync(id, cancellationToken) is { } key
        && CryptographicOperations.FixedTimeEquals(key.Hash, ApiKeyText.Hash(text))
            ? Used(key)
            : null;

    /// <summary>The key that somebody had who proved it earlier, when it is still good.</summary>
    public async ValueTask<KnownKey?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await LookUpAsync(id, cancellationToken) is { } key ? Used(key) : null;

    /// <summary>
    /// Notes when keys were used last, once a minute at most for each, and once a day in the audit log: each call would flood it.
    /// </summary>
    internal async Task FlushAsync(CancellationToken cancellationToken)
    {
        var seen = used.ToArray();
        if (seen.Length == 0)
        {
            return;
        }
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsSystem());
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                """
                with seen as (
                    select key.id, key.user_id, key.last_used_at as before, entry.at
                    from unnest($1, $2) as entry (id, at) join api_keys key on key.id = entry.id
                    where key.last_used_at is null or key.last_used_at < entry.at - interval '1 minute'
                    order by key.id
                    for update of key),
                written as (update api_keys set last_used_at = seen.at from seen where api_keys.id = seen.id)
                select record_auth_event('key_used', user_id, 'key ' || id, null)
                from seen where before is null or before < date_trunc('day', at)
                """
            )
            {
                Parameters =
                {
                    new NpgsqlParameter
                    {
                        Value = seen.Select(one => one.Key).ToArray(),
                        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid,
                    },
                    new NpgsqlParameter
                    {
                        Value = seen.Select(one => one.Value).ToArray(),
                        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
                    },
                },
            }
        );
        await batch.ExecuteNonQueryAsync(cancellationToken);
        foreach (var one in seen)
        {
            // Unless it was used again meanwhile.
            used.TryRemove(one);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var news = notifications.Subscribe(Channel, "");
        var written = time.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await news.WaitAsync(Poll, stoppingToken);
                Interlocked.Increment(ref generation);
                known.Clear();
                if (time.GetElapsedTime(written) >= Poll)
                {
                    written = time.GetTimestamp();
                    await FlushAsync(stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                logger.LogWarning(failure, "The use of keys could not be noted; it is tried again");
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await FlushAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is NpgsqlException or OperationCanceledException)
        {
            logger.LogWarning(failure, "The last use of keys could not be noted");
        }
    }

    public override void Dispose()
    {
        known.Dispose();
        base.Dispose();
    }

    private async ValueTask<KnownKey?> LookUpAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!known.TryGetValue(id, out KnownKey? key))
        {
            var before = Volatile.Read(ref generation);
            key = await LoadAsync(id, cancellationToken);
            // One that ended while it was being read must not be remembered.
            if (key is not null && before == Volatile.Read(ref generation))
            {
                known.Set(id, key, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Poll });
            }
        }
        return key is null || key.ExpiresAt <= time.GetUtcNow() ? null : key;
    }

    private KnownKey Used(KnownKey key)
    {
        used[key.Id] = time.GetUtcNow();
        return key;
    }

    private async Task<KnownKey?> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(StoredLimits.Command());
        batch.BatchCommands.Add(Databases.AsSystem());
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                """
                select key.user_id, key.created_by, key.secret_hash, key.scopes, key.expires_at,
                    case when maker.id = key.user_id then 'owner' else member.role end,
                    case when maker.id = key.user_id then 1 else 1 + (
                        select count(*) from account_members older where older.user_id = key.user_id
                            and (older.created_at, older.id) <= (member.created_at, member.id)) end,
                    account.subscription_tier, account.subscription_status, account.subscription_ends_at,
                    account.past_due_since, account.comped_tier, account.comped_until
                from api_keys key
                join users account on account.id = key.user_id and account.is_active
                join users maker on maker.id = key.created_by and maker.is_active
                left join account_members member on member.user_id = key.user_id and member.member_id = maker.id
                where key.id = $1 and key.revoked_at is null
                """
            )
            {
                Parameters = { new NpgsqlParameter { Value = id } },
            }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var limits = await StoredLimits.ReadAsync(reader, logger, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken) || await reader.IsDBNullAsync(5, cancellationToken))
        {
            return null;
        }
        var scopes = await reader.GetFieldValueAsync<string[]>(3, cancellationToken);
        var plan = await StoredLimits.ReadEntitlementAsync(reader, first: 7, cancellationToken);
        var role = Seats.RoleOf(reader.GetString(5), reader.GetInt64(6), limits(plan.TierAt(time.GetUtcNow())));
        return new KnownKey(
            id,
            reader.GetGuid(0),
            reader.GetGuid(1),
            PermissionTable.PermissionsOfKey(scopes, role),
            await reader.GetFieldValueAsync<DateTimeOffset?>(4, cancellationToken)
        )
        {
            Hash = await reader.GetFieldValueAsync<byte[]>(2, cancellationToken),
        };
    }
}
