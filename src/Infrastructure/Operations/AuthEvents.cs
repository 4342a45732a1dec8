using System.Text.Json;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Common.Security.AuthEvents;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Operations;

[WritesPastUnitOfWork(
    "The audit log is written by the owner's functions alone; a refusal is noted in a transaction of its own."
)]
internal sealed class AuthEvents(AppDbContext db, Databases databases, ICurrentUser user) : IAuthEvents
{
    public async Task RecordAsync(AuthEvent what, Guid? accountId, string subject, CancellationToken cancellationToken)
    {
        await using var batch = databases.App.CreateBatch();
        // Nobody has signed in yet, or by a link or token that names the person: the system speaks, and the function knows what it may say.
        batch.BatchCommands.Add(user.AccountId is { } account ? Databases.AsTenant(account) : Databases.AsSystem());
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("select set_config('app.actor_id', $1, true)")
            {
                Parameters = { new NpgsqlParameter { Value = user.ActorId?.ToString() ?? "" } },
            }
        );
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("select record_auth_event($1, $2, $3, null)")
            {
                Parameters =
                {
                    new NpgsqlParameter { Value = NameOf(what) },
                    new NpgsqlParameter<Guid?> { TypedValue = accountId },
                    new NpgsqlParameter { Value = subject },
                },
            }
        );
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task RecordWithChangeAsync(AuthEvent what, Guid personId, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"select record_auth_event({NameOf(what)}, {personId}, {personId.ToString()}, null)",
            cancellationToken
        );

    private static string NameOf(AuthEvent what) => JsonNamingPolicy.SnakeCaseLower.ConvertName(what.ToString());
}
