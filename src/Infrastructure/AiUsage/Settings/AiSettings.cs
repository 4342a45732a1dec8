using AiWebBuilder.Application.AiUsage.Settings;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.Infrastructure.AiUsage.Settings;

[WritesPastUnitOfWork(
    "In the command's transaction: one row for each account, made or changed in the statement that finds out."
)]
internal sealed class AiSettings(AppDbContext db, ICurrentUser user, IOptions<AiOptions> options) : IAiSettings
{
    public async Task<AiSettingsView> ReadAsync(CancellationToken cancellationToken) =>
        await FindAsync(cancellationToken) is { } chosen
            ? new AiSettingsView(
                chosen.Fallbacks ?? options.Value.Fallbacks,
                chosen.Fallbacks is null,
                chosen.UpdatedAt
            )
            : new AiSettingsView(options.Value.Fallbacks, IsDefault: true, UpdatedAt: null);

    public async Task SetAsync(IReadOnlyList<string>? fallbacks, string? ifMatch, CancellationToken cancellationToken)
    {
        var account = user.RequireAccount();
        if (ifMatch is not null)
        {
            // Of two that replace the same choice, the second waits here, and sees what the first has made of it.
            await db.Database.ExecuteSqlAsync(
                $"select from ai_settings where user_id = {account} for update",
                cancellationToken
            );
            ETags.RequireUnchanged(ifMatch, (await FindAsync(cancellationToken))?.UpdatedAt);
        }
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into ai_settings (user_id, fallbacks) values ({account}, {fallbacks?.ToArray()})
            on conflict (user_id) do update set fallbacks = excluded.fallbacks
            """,
            cancellationToken
        );
    }

    private async Task<Row?> FindAsync(CancellationToken cancellationToken)
    {
        var found = await db
            .Database.SqlQuery<Row>(
                $"select fallbacks, updated_at from ai_settings where user_id = {user.RequireAccount()}"
            )
            .ToListAsync(cancellationToken);
        return found.SingleOrDefault();
    }

    private sealed record Row(string[]? Fallbacks, DateTimeOffset UpdatedAt);
}
