using System.Text;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Infrastructure.Persistence;
using AiWebBuilder.Infrastructure.Persistence.Secrets;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.AiUsage.Providers;

/// <summary>Accounts' own keys, sealed: a copy of the database opens none of them.</summary>
[WritesPastUnitOfWork("Notes when a key was used, at most once in a while, whatever becomes of the call.")]
internal sealed class KeyRing(AppDbContext db, IUnitOfWork unitOfWork, SealedSecrets secrets, TimeProvider time)
{
    /// <summary>Of the sealed secrets.</summary>
    internal const string Purpose = "ai-keys";

    /// <returns>The access of the account's key; null when it is gone, or what seals it.</returns>
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
                return secrets.Open(Purpose, row.SealedSecret, account, keyId) is { } secret
                    ? new ProviderAccess(row.Provider, address, Encoding.UTF8.GetString(secret))
                    : null;
            },
            cancellationToken
        );

    /// <summary>The box for a key of this account and id.</summary>
    public byte[] Seal(Guid account, Guid keyId, string secret) =>
        secrets.Seal(Purpose, Encoding.UTF8.GetBytes(secret), account, keyId);

    private sealed record Row(string Provider, string? BaseUrl, byte[]? SealedSecret);
}
