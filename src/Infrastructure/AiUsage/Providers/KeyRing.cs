using System.Text;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.AiUsage.Providers;

/// <summary>Accounts' own keys, sealed with a key of the installation's: a copy of the database opens none of them.</summary>
[WritesPastUnitOfWork("Notes when a key was used, at most once in a while, whatever becomes of the call.")]
internal sealed class KeyRing(AppDbContext db, IUnitOfWork unitOfWork, IDerivedKeys installation, TimeProvider time)
{
    /// <returns>The access of the account's key; null when it is gone, or was sealed by another installation.</returns>
    public Task<ProviderAccess?> OpenAsync(Guid account, Guid keyId, CancellationToken cancellationToken) =>
        unitOfWork.ReadAsync(
            async () =>
            {
                var rows = await db
                    .Database.SqlQuery<Row>(
                        $"""
                        select provider, base_url, sealed_secret from ai_keys where id = {keyId} and user_id = {account}
                        """
                    )
                    .ToListAsync(cancellationToken);
                if (rows is not [var row])
                {
                    return null;
                }
                // Once a minute: calls of one key must not wait for each other.
                var now = time.GetUtcNow();
                await db.Database.ExecuteSqlAsync(
                    $"""
                    update ai_keys set last_used_at = {now}
                    where id = {keyId} and user_id = {account} and coalesce(last_used_at, '-infinity') < {now.AddMinutes(
                        -1
                    )}
                    """,
                    cancellationToken
                );
                var address = row.BaseUrl is null ? null : new Uri(row.BaseUrl);
                if (row.SealedSecret is null)
                {
                    return new ProviderAccess(row.Provider, address, ApiKey: null);
                }
                return SealedBox.Open(SealingKey(), row.SealedSecret, BelongsTo(account, keyId)) is { } secret
                    ? new ProviderAccess(row.Provider, address, Encoding.UTF8.GetString(secret))
                    : null;
            },
            cancellationToken
        );

    /// <summary>The box for a key of this account and id.</summary>
    public byte[] Seal(Guid account, Guid keyId, string secret) =>
        SealedBox.Seal(SealingKey(), Encoding.UTF8.GetBytes(secret), BelongsTo(account, keyId));

    private byte[] SealingKey() => installation.DeriveKey("aiwebbuilder provider keys v1"u8);

    private static byte[] BelongsTo(Guid account, Guid keyId) => [.. account.ToByteArray(), .. keyId.ToByteArray()];

    private sealed record Row(string Provider, string? BaseUrl, byte[]? SealedSecret);
}
