using AiWebBuilder.Application.Identity;
using AiWebBuilder.Application.Identity.SignIn;
using AiWebBuilder.Domain.Identity;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Identity.SignIn;

[WritesPastUnitOfWork(
    "Sign-in and keys: written by statement, in the command's transaction or at once, whatever is refused afterwards."
)]
internal sealed class CredentialReads(AppDbContext db, Databases databases, TimeProvider time) : ICredentials
{
    public Task<Credentials?> FindAsync(string email, CancellationToken cancellationToken) =>
        FindAsync("lower(email) = $1", email.ToLowerInvariant(), cancellationToken);

    public Task<Credentials?> FindAsync(Guid userId, CancellationToken cancellationToken) =>
        FindAsync("id = $1", userId, cancellationToken);

    public async Task RehashAsync(Guid userId, string oldHash, string newHash, CancellationToken cancellationToken)
    {
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsSystem());
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                "update users set password_hash = $3, password_scheme = $4 where id = $1 and password_hash = $2"
            )
            {
                Parameters =
                {
                    new NpgsqlParameter { Value = userId },
                    new NpgsqlParameter { Value = oldHash },
                    new NpgsqlParameter { Value = newHash },
                    new NpgsqlParameter { Value = PasswordSchemes.Current },
                },
            }
        );
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task LockAsync(Guid userId, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"select from users where id = {userId} for no key update", cancellationToken);

    public Task EndOtherSessionsAsync(Guid userId, Guid sessionId, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"""
            update user_sessions set revoked_at = {time.GetUtcNow()}
            where user_id = {userId} and id <> {sessionId} and revoked_at is null
            """,
            cancellationToken
        );

    public async Task<bool> EndOtherAccessAsync(
        Guid userId,
        DateTimeOffset? madeBefore,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var end = madeBefore ?? DateTimeOffset.MaxValue;
        await db.Database.ExecuteSqlAsync(
            $"""
            update api_keys set revoked_at = {now}
            where user_id = {userId} and revoked_at is null and created_at < {end}
            """,
            cancellationToken
        );
        await db.Database.ExecuteSqlAsync(
            $"delete from account_members where user_id = {userId} and created_at < {end}",
            cancellationToken
        );
        await db.Database.ExecuteSqlAsync(
            $"""
            update account_invitations set revoked_at = {now}
            where user_id = {userId} and accepted_at is null and revoked_at is null and created_at < {end}
            """,
            cancellationToken
        );
        var factors = await db
            .Database.SqlQuery<bool>(
                $"""
                delete from totp_factors where user_id = {userId} and coalesce(confirmed_at, '-infinity') < {end}
                returning confirmed_at is not null as "Value"
                """
            )
            .ToListAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"""
            delete from recovery_codes
            where user_id = {userId} and not exists (select from totp_factors where user_id = {userId})
            """,
            cancellationToken
        );
        return factors is [true];
    }

    private async Task<Credentials?> FindAsync(string which, object value, CancellationToken cancellationToken)
    {
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsSystem());
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                $"""
                select id, email, name, password_hash, password_scheme, is_active, email_verified_at is not null,
                    exists (select from totp_factors f where f.user_id = users.id and f.confirmed_at is not null), erase_after
                from users where {which}
                """
            )
            {
                Parameters = { new NpgsqlParameter { Value = value } },
            }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new Credentials(
                reader.GetGuid(0),
                reader.GetString(1),
                reader.GetString(2),
                new StoredPassword(reader.GetString(3), reader.GetString(4)),
                reader.GetBoolean(5),
                reader.GetBoolean(6),
                reader.GetBoolean(7),
                await reader.GetFieldValueAsync<DateTimeOffset?>(8, cancellationToken)
            )
            : null;
    }
}
