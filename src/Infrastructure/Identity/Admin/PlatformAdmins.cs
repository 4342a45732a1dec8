using AiWebBuilder.Application.Identity.Mails;
using AiWebBuilder.Infrastructure.Persistence;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Identity.Admin;

/// <summary>
/// Who administers the platform: told on the command line, as the database's owner. The server's own role can make nobody one.
/// </summary>
/// <param name="owner">The owner's connection string.</param>
[WritesPastUnitOfWork("The operator's command line, as the owner of the database: nobody signed in may do it.")]
public sealed class PlatformAdmins(string owner)
{
    /// <param name="email">However it is written: blanks around it, any case, an internationalised domain in either form.</param>
    /// <returns>False when nobody has this address.</returns>
    public async Task<bool> SetAsync(string email, bool isAdmin, CancellationToken cancellationToken)
    {
        await using var data = NpgsqlDataSource.Create(owner);
        await using var batch = data.CreateBatch();
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("select set_config('app.reason', 'told on the command line', true)")
        );
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("update users set is_platform_admin = $2 where lower(email) = lower($1)")
            {
                Parameters =
                {
                    new NpgsqlParameter { Value = MailAddresses.Canonical(email) },
                    new NpgsqlParameter { Value = isAdmin },
                },
            }
        );
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return batch.BatchCommands[1].RecordsAffected == 1;
    }

    /// <summary>Their addresses.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        await using var data = NpgsqlDataSource.Create(owner);
        await using var command = data.CreateCommand(
            "select email from users where is_platform_admin order by lower(email)"
        );
        List<string> found = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(reader.GetString(0));
        }
        return found;
    }
}
