using AiWebBuilder.Infrastructure.Persistence;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Operations;

/// <summary>What the start page of a development machine shows of its database.</summary>
public sealed class MachineReads(Databases databases)
{
    public async Task<bool> HasDemoAsync(CancellationToken cancellationToken)
    {
        await using var find = databases.App.CreateCommand(
            "select exists (select from app_settings where key = 'demo.ready' and value = 'true')"
        );
        return await find.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>The last part of the addresses of published campaigns, newest first.</summary>
    public async Task<IReadOnlyList<string>> NewestPagesAsync(int most, CancellationToken cancellationToken)
    {
        await using var find = databases.Public.CreateCommand(
            "select slug from live_publications order by published_at desc, slug limit $1"
        );
        find.Parameters.Add(new NpgsqlParameter { Value = most });
        List<string> slugs = [];
        await using var reader = await find.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            slugs.Add(reader.GetString(0));
        }
        return slugs;
    }
}
