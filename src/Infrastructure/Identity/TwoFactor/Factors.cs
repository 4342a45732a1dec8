using System.Security.Cryptography;
using System.Text;
using AiWebBuilder.Application.Identity.TwoFactor;
using AiWebBuilder.Domain.Identity;
using AiWebBuilder.Infrastructure.Persistence;
using AiWebBuilder.Infrastructure.Persistence.Secrets;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Identity.TwoFactor;

[WritesPastUnitOfWork(
    "A code is used up in the statement that checks it, so that it is good once, whoever comes at the same time."
)]
internal sealed class Factors(AppDbContext db, Databases databases, SealedSecrets secrets, TimeProvider time) : IFactors
{
    /// <summary>Of the sealed secrets.</summary>
    internal const string Purpose = "second-factors";

    private const int RecoveryCodes = 10;

    /// <summary>80 bits, written as four groups of four letters and digits.</summary>
    private const int RecoveryCodeBytes = 10;

    public async Task<bool> SpendAsync(Guid userId, string code, CancellationToken cancellationToken)
    {
        var typed = Bare(code);
        if (typed.Length != 6)
        {
            return await ExecuteAsync(
                    "update recovery_codes set used_at = $3 where user_id = $1 and code_hash = $2 and used_at is null",
                    cancellationToken,
                    userId,
                    HashOf(userId, typed),
                    time.GetUtcNow()
                ) == 1;
        }
        var secret = Unseal(userId, await ConfirmedSecretAsync(userId, cancellationToken));
        // One statement moves the last step on: of sixteen who send one code at once, one finds it unused.
        return secret is not null
            && Totp.MatchingStep(secret, typed, time.GetUtcNow()) is { } step
            && await ExecuteAsync(
                "update totp_factors set last_step = $2 where user_id = $1 and last_step < $2 and confirmed_at is not null",
                cancellationToken,
                userId,
                step
            ) == 1;
    }

    public async Task<byte[]?> StartAsync(Guid userId, CancellationToken cancellationToken)
    {
        var secret = Totp.NewSecret();
        var sealedSecret = Seal(userId, secret);
        var made = await db.Database.ExecuteSqlAsync(
            $"""
            insert into totp_factors as f (user_id, sealed_secret) values ({userId}, {sealedSecret})
            on conflict (user_id) do update set sealed_secret = excluded.sealed_secret, last_step = 0
            where f.confirmed_at is null
            """,
            cancellationToken
        );
        return made == 1 ? secret : null;
    }

    public async Task<bool?> ConfirmAsync(Guid userId, string code, CancellationToken cancellationToken)
    {
        var waiting = await db
            .Database.SqlQuery<byte[]>(
                $"""
                select sealed_secret as "Value" from totp_factors where user_id = {userId} and confirmed_at is null
                """
            )
            .ToListAsync(cancellationToken);
        if (waiting is not [var sealedSecret] || Unseal(userId, sealedSecret) is not { } secret)
        {
            return null;
        }
        var now = time.GetUtcNow();
        if (Totp.MatchingStep(secret, Bare(code), now) is not { } step)
        {
            return false;
        }
        var confirmed = await db.Database.ExecuteSqlAsync(
            $"""
            update totp_factors set confirmed_at = {now}, last_step = {step}
            where user_id = {userId} and confirmed_at is null and sealed_secret = {sealedSecret}
            """,
            cancellationToken
        );
        return confirmed == 1 ? true : null;
    }

    public async Task<IReadOnlyList<string>?> RenewRecoveryCodesAsync(Guid userId, CancellationToken cancellationToken)
    {
        // Locked, so that two who renew at once do not end with twenty.
        var factor = await db
            .Database.SqlQuery<Guid>(
                $"""
                select user_id as "Value" from totp_factors where user_id = {userId} and confirmed_at is not null for update
                """
            )
            .ToListAsync(cancellationToken);
        if (factor.Count == 0)
        {
            return null;
        }
        string[] codes = [.. Enumerable.Range(0, RecoveryCodes).Select(_ => NewCode())];
        var hashes = Array.ConvertAll(codes, code => HashOf(userId, Bare(code)));
        await db.Database.ExecuteSqlAsync($"delete from recovery_codes where user_id = {userId}", cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"insert into recovery_codes (user_id, code_hash) select {userId}, hash from unnest({hashes}) as hash",
            cancellationToken
        );
        return codes;
    }

    public async Task<bool> RemoveAsync(Guid userId, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync($"delete from recovery_codes where user_id = {userId}", cancellationToken);
        var removed = await db
            .Database.SqlQuery<bool>(
                $"""
                delete from totp_factors where user_id = {userId} returning confirmed_at is not null as "Value"
                """
            )
            .ToListAsync(cancellationToken);
        return removed is [true];
    }

    /// <summary>As apps and people write codes, without what they put between.</summary>
    private static string Bare(string code) =>
        code.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    private static string NewCode()
    {
        var text = Totp.Base32(RandomNumberGenerator.GetBytes(RecoveryCodeBytes));
        return string.Join('-', text.Chunk(4).Select(group => new string(group)));
    }

    private static byte[] HashOf(Guid userId, string code) =>
        SHA256.HashData([.. userId.ToByteArray(), .. Encoding.UTF8.GetBytes(code)]);

    private async Task<byte[]?> ConfirmedSecretAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsSystem());
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                "select sealed_secret from totp_factors where user_id = $1 and confirmed_at is not null"
            )
            {
                Parameters = { new NpgsqlParameter { Value = userId } },
            }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? reader.GetFieldValue<byte[]>(0) : null;
    }

    private async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsSystem());
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }
        batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return (int)command.RecordsAffected;
    }

    private byte[] Seal(Guid userId, byte[] secret) => secrets.Seal(Purpose, secret, userId);

    /// <returns>Null where the key that it was sealed with is gone: recovery codes still work.</returns>
    private byte[]? Unseal(Guid userId, byte[]? box) => secrets.Open(Purpose, box, userId);
}
