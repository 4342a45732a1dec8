using AiWebBuilder.Application.Identity;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.Identity;

internal sealed class SessionRotation(AppDbContext db, Databases databases, TimeProvider time) : ISessionRotation
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

    /// <summary>On a connection of its own: the request is refused and rolled back, the end of the session must stay.</summary>
    private async Task EndAsync(Guid sessionId, CancellationToken cancellationToken)
    {
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsSystem());
        batch.BatchCommands.Add(
            new Npgsql.NpgsqlBatchCommand(
                "update user_sessions set revoked_at = $2 where id = $1 and revoked_at is null"
            )
            {
                Parameters =
                {
                    new Npgsql.NpgsqlParameter { Value = sessionId },
                    new Npgsql.NpgsqlParameter { Value = time.GetUtcNow() },
                },
            }
        );
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private sealed record Rotated(int Counter, Guid UserId);
}
