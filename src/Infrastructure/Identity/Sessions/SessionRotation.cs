using AiWebBuilder.Application.Common.Security.AuthEvents;
using AiWebBuilder.Application.Identity.Accounts;
using AiWebBuilder.Application.Identity.Limits;
using AiWebBuilder.Application.Identity.Sessions;
using AiWebBuilder.Application.Identity.SignIn;
using AiWebBuilder.Application.Operations.Contracts.Settings;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity.Billing;
using AiWebBuilder.Infrastructure.Identity.Members;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Identity.Sessions;

[WritesPastUnitOfWork(
    "A refresh token is used up in the statement that checks it, in a transaction of its own: a retry finds what the first has made."
)]
internal sealed class SessionRotation(
    AppDbContext db,
    Databases databases,
    ISettings settings,
    IAuthEvents events,
    TimeProvider time
) : ISessionRotation
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    public async Task<(int Counter, Guid UserId)?> RotateAsync(
        Guid sessionId,
        int counter,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var rotated = await db
            .Database.SqlQuery<Rotated>(
                $"""
                update user_sessions
                set counter = counter + 1, rotated_at = {now}, expires_at = {now + Domain.Identity.UserSession.Lifetime}
                where id = {sessionId} and counter = {counter} and revoked_at is null and expires_at > {now}
                returning counter, user_id
                """
            )
            .ToListAsync(cancellationToken);
        if (rotated is [var moved])
        {
            return (moved.Counter, moved.UserId);
        }
        var present = await db
            .Database.SqlQuery<Rotated>(
                $"""
                select counter, user_id from user_sessions
                where id = {sessionId} and revoked_at is null and expires_at > {now}
                  and counter = {counter + 1} and rotated_at > {now - Grace}
                """
            )
            .ToListAsync(cancellationToken);
        if (present is [var successor])
        {
            return (successor.Counter, successor.UserId);
        }
        await EndAsync(sessionId, cancellationToken);
        return null;
    }

    public async Task<Standing> FindStandingAsync(Guid sessionId, Guid userId, CancellationToken cancellationToken)
    {
        // A statement of its own, and first: the next one sees what whoever held the lock has committed.
        var session = await LockAsync(sessionId, cancellationToken);
        if (session.AccountId is { } account && account != userId)
        {
            if (await MembershipAsync(userId, account, cancellationToken) is { } membership)
            {
                return new Standing(membership, RevokedSessions.VersionOf(session.StaleAt));
            }
            return await MoveAsync(sessionId, userId, await OwnAsync(userId, cancellationToken), cancellationToken);
        }
        return new Standing(await OwnAsync(userId, cancellationToken), RevokedSessions.VersionOf(session.StaleAt));
    }

    public async Task<Standing?> ActForAsync(
        Guid sessionId,
        Guid userId,
        Guid accountId,
        CancellationToken cancellationToken
    )
    {
        var session = await LockAsync(sessionId, cancellationToken);
        var account =
            accountId == userId
                ? await OwnAsync(userId, cancellationToken)
                : await MembershipAsync(userId, accountId, cancellationToken);
        return account is null ? null
            : accountId == (session.AccountId ?? userId)
                ? new Standing(account, RevokedSessions.VersionOf(session.StaleAt))
            : await MoveAsync(sessionId, userId, account, cancellationToken);
    }

    public Task RevokeAsync(Guid sessionId, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"update user_sessions set revoked_at = {time.GetUtcNow()} where id = {sessionId} and revoked_at is null",
            cancellationToken
        );

    public Task RevokeAllAsync(Guid userId, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"update user_sessions set revoked_at = {time.GetUtcNow()} where user_id = {userId} and revoked_at is null",
            cancellationToken
        );

    /// <summary>
    /// On a connection of its own: the request is refused and rolled back, the end of the session must stay. Of a session that was
    /// good the token was copied, by whomever: the person finds that in their log.
    /// </summary>
    private async Task EndAsync(Guid sessionId, CancellationToken cancellationToken)
    {
        // Its connection goes back first: requests that each hold one and wait for a second would use up the pool between them, and
        // the sessions would live on.
        await db.Database.RollbackTransactionAsync(cancellationToken);
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsSystem());
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                """
                update user_sessions set revoked_at = $2 where id = $1 and revoked_at is null
                returning case when expires_at > $2 then user_id end
                """
            )
            {
                Parameters =
                {
                    new NpgsqlParameter { Value = sessionId },
                    new NpgsqlParameter { Value = time.GetUtcNow() },
                },
            }
        );
        Guid? replayed = null;
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            await reader.NextResultAsync(cancellationToken);
            if (await reader.ReadAsync(cancellationToken) && !await reader.IsDBNullAsync(0, cancellationToken))
            {
                replayed = reader.GetGuid(0);
            }
        }
        if (replayed is { } person)
        {
            await events.RecordAsync(AuthEvent.TokenReused, person, $"session {sessionId}", cancellationToken);
        }
    }

    private async Task<Session> LockAsync(Guid sessionId, CancellationToken cancellationToken)
    {
        var found = await db
            .Database.SqlQuery<Session>(
                $"select account_id, stale_at from user_sessions where id = {sessionId} for update"
            )
            .ToListAsync(cancellationToken);
        return found.Single();
    }

    /// <summary>Shared, so that a removal waits until the session that is to act for the account can be seen by it.</summary>
    private async Task<AccountView?> MembershipAsync(Guid personId, Guid accountId, CancellationToken cancellationToken)
    {
        var found = await db
            .Database.SqlQuery<Membership>(
                $"""
                select owner.id, owner.name, member.role,
                    1 + (select count(*) from account_members older where older.user_id = member.user_id
                        and (older.created_at, older.id) <= (member.created_at, member.id)) as seat,
                    owner.subscription_tier, owner.subscription_status, owner.subscription_ends_at, owner.past_due_since,
                    owner.comped_tier, owner.comped_until
                from account_members member join users owner on owner.id = member.user_id and owner.is_active
                where member.user_id = {accountId} and member.member_id = {personId}
                for share of member
                """
            )
            .ToListAsync(cancellationToken);
        if (found is not [var member])
        {
            return null;
        }
        var tier = new Entitlement(
            member.SubscriptionTier,
            member.SubscriptionStatus,
            member.SubscriptionEndsAt,
            member.PastDueSince,
            member.CompedTier,
            member.CompedUntil
        ).TierAt(time.GetUtcNow());
        var limits = await settings.GetAsync($"limits.{tier}", TierLimits.DefaultOf(tier), cancellationToken);
        return new AccountView(member.Id, member.Name, Seats.RoleOf(member.Role, member.Seat, limits));
    }

    private async Task<AccountView> OwnAsync(Guid personId, CancellationToken cancellationToken)
    {
        var found = await db
            .Database.SqlQuery<AccountView>(
                $"select id, name, {AccountRoles.Owner} as role from users where id = {personId}"
            )
            .ToListAsync(cancellationToken);
        return found.Single();
    }

    private async Task<Standing> MoveAsync(
        Guid sessionId,
        Guid personId,
        AccountView account,
        CancellationToken cancellationToken
    )
    {
        Guid? other = account.Id == personId ? null : account.Id;
        var moved = await db
            .Database.SqlQuery<Session>(
                $"""
                update user_sessions set account_id = {other}, stale_at = make_stale(stale_at) where id = {sessionId}
                returning account_id, stale_at
                """
            )
            .ToListAsync(cancellationToken);
        return new Standing(account, RevokedSessions.VersionOf(moved.Single().StaleAt));
    }

    private sealed record Membership(
        Guid Id,
        string Name,
        string Role,
        long Seat,
        string SubscriptionTier,
        string SubscriptionStatus,
        DateTimeOffset? SubscriptionEndsAt,
        DateTimeOffset? PastDueSince,
        string? CompedTier,
        DateTimeOffset? CompedUntil
    );

    private sealed record Session(Guid? AccountId, DateTimeOffset? StaleAt);

    private sealed record Rotated(int Counter, Guid UserId);
}
