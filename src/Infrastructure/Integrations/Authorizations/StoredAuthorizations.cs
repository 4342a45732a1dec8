using System.Security.Cryptography;
using System.Text;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Integrations.Authorizations;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.Integrations.Authorizations;

[WritesPastUnitOfWork("A state is used up in the statement that finds it; the rest is in the command's transaction.")]
internal sealed class StoredAuthorizations(
    AppDbContext db,
    IUnitOfWork unitOfWork,
    PlatformTokens tokenStore,
    ICurrentUser user,
    TimeProvider time
) : IAuthorizations
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    public async Task<DateTimeOffset> AddAsync(
        OpenAuthorization authorization,
        string state,
        string browserKey,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into platform_authorizations (id, user_id, person_id, platform_type, site_url, state_hash, browser_hash, expires_at,
                created_at)
            values ({time.NewId()}, {user.RequireAccount()}, {user.ActorId}, {authorization.PlatformType}, {authorization.SiteUrl},
                {HashOf(state)}, {HashOf(browserKey)}, {now + Lifetime}, {now})
            """,
            cancellationToken
        );
        return now + Lifetime;
    }

    public Task<OpenAuthorization?> TakeAsync(string state, string browserKey, CancellationToken cancellationToken) =>
        unitOfWork.ExecuteAsync(
            async () =>
            {
                var now = time.GetUtcNow();
                var taken = await db
                    .Database.SqlQuery<OpenAuthorization>(
                        $"""
                        update platform_authorizations set used_at = {now}
                        where state_hash = {HashOf(state)} and browser_hash = {HashOf(browserKey)}
                          and user_id = {user.RequireAccount()} and person_id = {user.ActorId} and used_at is null and expires_at > {now}
                        returning platform_type, site_url
                        """
                    )
                    .ToListAsync(cancellationToken);
                return taken.SingleOrDefault();
            },
            cancellationToken
        );

    public async Task KeepAsync(Guid integrationId, GrantedTokens? tokens, CancellationToken cancellationToken)
    {
        var account = user.RequireAccount();
        await db.Database.ExecuteSqlAsync(
            $"delete from platform_tokens where user_id = {account} and integration_id = {integrationId}",
            cancellationToken
        );
        if (tokens is not null)
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into platform_tokens (integration_id, user_id, sealed_tokens, expires_at)
                values ({integrationId}, {account}, {tokenStore.Seal(
                    account,
                    integrationId,
                    tokens
                )}, {tokens.ExpiresAt})
                """,
                cancellationToken
            );
        }
    }

    /// <summary>256 random bits: nobody finds them from the hash, so that it needs no salt.</summary>
    private static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
