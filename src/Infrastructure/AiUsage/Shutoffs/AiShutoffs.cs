using AiWebBuilder.Application.AiUsage.Shutoffs;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.AiUsage.Shutoffs;

[WritesPastUnitOfWork("In the command's transaction: a stop cancels every generation of the account or of all.")]
internal sealed class AiShutoffs(AppDbContext db, ICurrentUser user, TimeProvider time) : IAiShutoffs
{
    public async Task<IReadOnlyList<StopView>> ListAsync(bool ofPlatform, CancellationToken cancellationToken)
    {
        var account = await WhoseAsync(ofPlatform, reason: null, cancellationToken);
        return await db
            .Database.SqlQuery<StopView>(
                $"""
                select id, hard, automatic, reason, set_by, created_at, lifted_at, lifted_by, lift_reason
                from ai_shutoffs where user_id is not distinct from {account}
                order by lifted_at is null desc, created_at desc, id desc limit 101
                """
            )
            .ToListAsync(cancellationToken);
    }

    public async Task<bool> IsPlatformShutAsync(CancellationToken cancellationToken)
    {
        var found = await db
            .Database.SqlQuery<bool>(
                $"""select exists (select from ai_shutoffs_of({user.RequireAccount()}) where user_id is null) as "Value" """
            )
            .ToListAsync(cancellationToken);
        return found[0];
    }

    public async Task ShutOffAsync(bool ofPlatform, bool hard, string reason, CancellationToken cancellationToken)
    {
        var account = await WhoseAsync(ofPlatform, reason, cancellationToken);
        await db.AtGateAsync(
            () =>
                db.Database.ExecuteSqlAsync(
                    $"select ai_shut_off({account}, {hard}, {reason}, false, {time.GetUtcNow()})",
                    cancellationToken
                ),
            cancellationToken
        );
    }

    public async Task LiftAsync(bool ofPlatform, string reason, CancellationToken cancellationToken)
    {
        var account = await WhoseAsync(ofPlatform, reason, cancellationToken);
        var now = time.GetUtcNow();
        var stays = await db
            .Database.SqlQuery<DateTimeOffset?>($"""select ai_lift_shutoff({account}, {reason}, {now}) as "Value" """)
            .ToListAsync(cancellationToken);
        if (stays[0] is { } until)
        {
            throw new DomainException(AiUsageErrors.LiftedTooOften) { RetryAfter = until - now };
        }
    }

    public async Task LiftAutomaticAsync(Guid account, string reason, CancellationToken cancellationToken)
    {
        await db.AsPlatformAsync(reason, cancellationToken);
        var found = await db
            .Database.SqlQuery<bool>(
                $"""
                select ai_lift_automatic_shutoff(id, {reason}, {time.GetUtcNow()}) as "Value"
                from person_names where id = {account}
                """
            )
            .ToListAsync(cancellationToken);
        if (found is not [var lifted])
        {
            throw new DomainException(AiUsageErrors.AccountNotFound);
        }
        if (!lifted)
        {
            throw new DomainException(AiUsageErrors.ShutoffNotAutomatic);
        }
    }

    private async Task<Guid?> WhoseAsync(bool ofPlatform, string? reason, CancellationToken cancellationToken)
    {
        if (!ofPlatform)
        {
            return user.RequireAccount();
        }
        await db.AsPlatformAsync(reason, cancellationToken);
        return null;
    }
}
