using System.Text.Json;
using AiWebBuilder.Application.Integrations.Authorizations;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Infrastructure.Persistence;
using AiWebBuilder.Infrastructure.Persistence.Secrets;
using Npgsql;
using NpgsqlTypes;

namespace AiWebBuilder.Infrastructure.Integrations.Authorizations;

/// <summary>Tokens of grants as all nodes have them. Who replaces them has a lease on it, so that no transaction waits for the platform.</summary>
[WritesPastUnitOfWork("A token that was used up is replaced whatever becomes of the work that needed it.")]
internal sealed class PlatformTokens(Databases databases, SealedSecrets secrets)
{
    public const string Purpose = "integration-tokens";

    public byte[] Seal(Guid account, Guid integrationId, GrantedTokens tokens) =>
        secrets.Seal(Purpose, JsonSerializer.SerializeToUtf8Bytes(tokens), account, integrationId);

    /// <returns>Null: there are none, or they cannot be opened any more.</returns>
    public async Task<(byte[] Box, GrantedTokens Tokens)?> FindAsync(
        PlatformConnection connection,
        CancellationToken cancellationToken
    )
    {
        await using var batch = Batch(
            connection,
            "select sealed_tokens from platform_tokens where integration_id = $1"
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }
        var box = await reader.GetFieldValueAsync<byte[]>(0, cancellationToken);
        return secrets.Open(Purpose, box, connection.AccountId, connection.IntegrationId) is { } found
            ? (box, JsonSerializer.Deserialize<GrantedTokens>(found)!)
            : null;
    }

    /// <returns>Whether these tokens are still the ones, and nobody else replaces them: so many come and one is let through.</returns>
    public Task<bool> BeginAsync(
        PlatformConnection connection,
        byte[] box,
        DateTimeOffset now,
        DateTimeOffset until,
        CancellationToken cancellationToken
    ) =>
        ChangedAsync(
            connection,
            """
            update platform_tokens set refreshing_until = $4
            where integration_id = $1 and sealed_tokens = $2 and (refreshing_until is null or refreshing_until <= $3)
            """,
            cancellationToken,
            new NpgsqlParameter { Value = box },
            new NpgsqlParameter { Value = now },
            new NpgsqlParameter { Value = until }
        );

    /// <summary>Carried out whether or not anybody still waits: the tokens before are worth nothing any more.</summary>
    /// <param name="tokens">Null: they stay, and another may try.</param>
    /// <returns>Whether they are in place; else there are others, or none any more.</returns>
    public Task<bool> EndAsync(PlatformConnection connection, byte[] box, GrantedTokens? tokens) =>
        ChangedAsync(
            connection,
            """
            update platform_tokens set refreshing_until = null, sealed_tokens = coalesce($3, sealed_tokens), expires_at = coalesce($4, expires_at)
            where integration_id = $1 and sealed_tokens = $2
            """,
            CancellationToken.None,
            new NpgsqlParameter { Value = box },
            new NpgsqlParameter
            {
                Value = tokens is null ? DBNull.Value : Seal(connection.AccountId, connection.IntegrationId, tokens),
                NpgsqlDbType = NpgsqlDbType.Bytea,
            },
            new NpgsqlParameter
            {
                Value = tokens is null ? DBNull.Value : tokens.ExpiresAt,
                NpgsqlDbType = NpgsqlDbType.TimestampTz,
            }
        );

    private async Task<bool> ChangedAsync(
        PlatformConnection connection,
        string sql,
        CancellationToken cancellationToken,
        params NpgsqlParameter[] parameters
    )
    {
        await using var batch = Batch(connection, sql, parameters);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return batch.BatchCommands[1].RecordsAffected == 1;
    }

    private NpgsqlBatch Batch(PlatformConnection connection, string sql, params NpgsqlParameter[] parameters)
    {
        var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsTenant(connection.AccountId));
        var command = new NpgsqlBatchCommand(sql)
        {
            Parameters = { new NpgsqlParameter { Value = connection.IntegrationId } },
        };
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }
        batch.BatchCommands.Add(command);
        return batch;
    }
}
