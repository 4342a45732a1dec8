using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AiWebBuilder.Infrastructure.AiUsage.Shutoffs;

/// <summary>
/// Whoever stops calls or changes a cap takes the gate alone, and waits for those that are leaving: while they do, no other one leaves.
/// </summary>
internal static class Gates
{
    private const string Patience = "5s";

    /// <exception cref="DomainException">Unavailable: it took too long, and nothing was changed.</exception>
    public static async Task<T> AtGateAsync<T>(
        this AppDbContext db,
        Func<Task<T>> work,
        CancellationToken cancellationToken
    )
    {
        await db.Database.ExecuteSqlAsync($"select set_config('lock_timeout', {Patience}, true)", cancellationToken);
        try
        {
            return await work();
        }
        catch (Exception failure)
            when (DatabaseFailures.RefusalOf(failure) is { SqlState: PostgresErrorCodes.LockNotAvailable })
        {
            throw new DomainException(AiUsageErrors.GateBusy) { RetryAfter = TimeSpan.FromSeconds(1) };
        }
    }
}
