using AiWebBuilder.Application.Common.Security;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.Persistence;

/// <summary>
/// Steps out of the account within the present transaction, for the few who must. Who acts stays the same, for the audit log.
/// </summary>
internal static class Scopes
{
    /// <summary>Does the work with the rows of background tables of all accounts in reach, and steps back.</summary>
    public static async Task<T> AsSystemAsync<T>(
        this AppDbContext db,
        ICurrentUser user,
        Func<Task<T>> work,
        CancellationToken cancellationToken
    )
    {
        await SetAsync(db, "system", cancellationToken);
        var result = await work();
        // After a failure there is no transaction to step back in.
        await SetAsync(db, user.AccountId is null ? "system" : "tenant", cancellationToken);
        return result;
    }

    /// <summary>From here to the end of the transaction what administrators of the platform reach is in reach.</summary>
    /// <param name="reason">Why they change something: it stands in the audit log.</param>
    public static Task AsPlatformAsync(this AppDbContext db, string? reason, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"select set_config('app.scope', 'platform', true), set_config('app.reason', {reason ?? ""}, true)",
            cancellationToken
        );

    private static Task<int> SetAsync(AppDbContext db, string scope, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"select set_config('app.scope', {scope}, true)", cancellationToken);
}
