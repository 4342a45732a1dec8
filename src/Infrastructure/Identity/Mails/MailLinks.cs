using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Identity.Mails;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Identity.Mails;

[WritesPastUnitOfWork(
    "A link is used up in the statement that checks it, so that it is good once, whoever comes at the same time."
)]
internal sealed class MailLinks(AppDbContext db, Databases databases, IMailer mailer, TimeProvider time) : IMailLinks
{
    private const int TokenBytes = 32;
    private const int MostInAMinute = 2;

    /// <summary>
    /// Beyond them one of each purpose an hour: whoever asks for mails in another's name must not keep them from a new password for a
    /// day.
    /// </summary>
    private const int MostInADay = 8;

    public async Task<MailLink?> IssueAsync(Guid userId, LinkPurpose purpose, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsSystem());
        // One after the other for each person, so that the count below sees what came before.
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("select pg_advisory_xact_lock(hashtextextended('mails:' || $1, 0))")
            {
                Parameters = { new NpgsqlParameter { Value = userId.ToString() } },
            }
        );
        var issue = new NpgsqlBatchCommand(
            """
            with sent as (
                select count(*) filter (where created_at > $5 - interval '1 minute') < $7 and count(*) < $8
                    or coalesce(max(created_at) filter (where purpose = $3), '-infinity') <= $5 - interval '1 hour' as may
                from email_tokens where user_id = $2 and created_at > $5 - interval '1 day'),
            older as (
                update email_tokens set expires_at = $5 from sent
                where user_id = $2 and purpose = $3 and used_at is null and expires_at > $5 and may)
            insert into email_tokens (id, user_id, purpose, token_hash, expires_at, created_at)
            select $1, $2, $3, $4, $6, $5 from sent where may
            """
        )
        {
            Parameters =
            {
                new NpgsqlParameter { Value = time.NewId() },
                new NpgsqlParameter { Value = userId },
                new NpgsqlParameter { Value = NameOf(purpose) },
                new NpgsqlParameter { Value = HashOf(token) },
                new NpgsqlParameter { Value = now },
                new NpgsqlParameter { Value = now + LifetimeOf(purpose) },
                new NpgsqlParameter { Value = MostInAMinute },
                new NpgsqlParameter { Value = MostInADay },
            },
        };
        batch.BatchCommands.Add(issue);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return issue.RecordsAffected == 0 ? null : new MailLink(token, AddressOf(purpose, token));
    }

    public async Task WithdrawAsync(MailLink link, CancellationToken cancellationToken)
    {
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsSystem());
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("delete from email_tokens where token_hash = $1")
            {
                Parameters = { new NpgsqlParameter { Value = HashOf(link.Token) } },
            }
        );
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<Guid?> FindAsync(string token, LinkPurpose purpose, CancellationToken cancellationToken)
    {
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsSystem());
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                """
                select user_id from email_tokens
                where token_hash = $1 and purpose = $2 and used_at is null and expires_at > $3
                """
            )
            {
                Parameters =
                {
                    new NpgsqlParameter { Value = HashOf(token) },
                    new NpgsqlParameter { Value = NameOf(purpose) },
                    new NpgsqlParameter { Value = time.GetUtcNow() },
                },
            }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? reader.GetGuid(0) : null;
    }

    public async Task<Guid?> UseAsync(string token, LinkPurpose purpose, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // One statement: of two who come with the same link one gets a row.
        var used = await db
            .Database.SqlQuery<Guid>(
                $"""
                update email_tokens set used_at = {now}
                where token_hash = {HashOf(token)} and purpose = {NameOf(
                    purpose
                )} and used_at is null and expires_at > {now}
                returning user_id as "Value"
                """
            )
            .ToListAsync(cancellationToken);
        return used is [var userId] ? userId : null;
    }

    public Task CloseAsync(Guid userId, LinkPurpose purpose, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return db.Database.ExecuteSqlAsync(
            $"""
            update email_tokens set expires_at = {now}
            where user_id = {userId} and purpose = {NameOf(purpose)} and used_at is null and expires_at > {now}
            """,
            cancellationToken
        );
    }

    private static TimeSpan LifetimeOf(LinkPurpose purpose) =>
        purpose == LinkPurpose.ResetPassword ? TimeSpan.FromMinutes(30) : TimeSpan.FromHours(24);

    private static string NameOf(LinkPurpose purpose) =>
        purpose == LinkPurpose.ResetPassword ? "reset_password" : "verify_email";

    /// <summary>256 random bits: nobody finds them from the hash, so that it needs no salt.</summary>
    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>In the fragment, which no browser sends to a server and no log keeps; and opening the link changes nothing yet.</summary>
    private string AddressOf(LinkPurpose purpose, string token) =>
        mailer.AddressOf($"{(purpose == LinkPurpose.ResetPassword ? "reset-password" : "verify-email")}#token={token}");
}
