using System.Text.Json;
using AiWebBuilder.Application.Campaigns;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Infrastructure.Persistence;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Campaigns;

/// <summary>
/// The hot reads, without EF: one batch each, which begins with the account for row-level security. Every statement names
/// the account once more, for the index.
/// </summary>
internal sealed class CampaignReads(Databases databases, ICurrentUser user, IBlocks blocks) : ICampaignReads
{
    private const string CampaignColumns = """
        id, user_id, name, description, status, type, platform_source, platform_source_id, target_audience, business_type,
        goals, brand_guidelines, performance_requirements, views, conversions, revenue_generated, launched_at, language,
        created_at, updated_at
        """;

    private const string OneCampaign = $"select {CampaignColumns} from campaigns where id = $1 and user_id = $2";

    private const string ItsComponents = """
        select id, campaign_id, name, component_type, code, props, css_styles, preview_url, export_formats, views, clicks,
            conversions, engagement_score, ai_generation_metadata, version, parent_component_id, sort_order, page, kind,
            anchor, is_attached, is_locked, created_at, updated_at
        from campaign_components where campaign_id = $1 and user_id = $2
        order by sort_order, id
        """;

    public async Task<CampaignView?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var account = user.RequireAccount();
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsTenant(account));
        foreach (var statement in (string[])[OneCampaign, ItsComponents])
        {
            batch.BatchCommands.Add(
                new NpgsqlBatchCommand(statement)
                {
                    Parameters =
                    {
                        new NpgsqlParameter<Guid> { TypedValue = id },
                        new NpgsqlParameter<Guid> { TypedValue = account },
                    },
                }
            );
        }
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }
        var campaign = ReadCampaign(reader);
        await reader.NextResultAsync(cancellationToken);
        List<ComponentView> components = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            components.Add(ReadComponent(reader).Current(blocks));
        }
        return campaign with { Components = components };
    }

    public async Task<IReadOnlyList<CampaignView>> ListAsync(
        PageRequest page,
        string? status,
        string? type,
        string? q,
        CancellationToken cancellationToken
    )
    {
        var account = user.RequireAccount();
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsTenant(account));
        var list = new NpgsqlBatchCommand { Parameters = { new NpgsqlParameter<Guid> { TypedValue = account } } };
        // Only the conditions that are asked for, so that each shape has a plan of its own.
        var where = "user_id = $1";
        if (!string.IsNullOrWhiteSpace(q))
        {
            var text = Add(q);
            where +=
                $" and search_vector @@ (websearch_to_tsquery('simple', {text}) || websearch_to_tsquery('english', {text}))";
        }
        if (status is not null)
        {
            where += $" and status = {Add(status)}";
        }
        if (type is not null)
        {
            where += $" and type = {Add(type)}";
        }
        if (page.After is { } after)
        {
            where += $" and (created_at, id) < ({Add(after.At)}, {Add(after.Id)})";
        }
        list.CommandText =
            $"select {CampaignColumns} from campaigns where {where} order by created_at desc, id desc limit {Add(page.Limit + 1)}";
        batch.BatchCommands.Add(list);

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        List<CampaignView> campaigns = new(page.Limit + 1);
        while (await reader.ReadAsync(cancellationToken))
        {
            campaigns.Add(ReadCampaign(reader));
        }
        return campaigns;

        string Add<T>(T value)
        {
            list.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
            return $"${list.Parameters.Count}";
        }
    }

    private static CampaignView ReadCampaign(NpgsqlDataReader row) =>
        new(
            row.GetGuid(0),
            row.GetGuid(1),
            row.GetString(2),
            TextOrNull(row, 3),
            row.GetString(4),
            row.GetString(5),
            TextOrNull(row, 6),
            TextOrNull(row, 7),
            TextOrNull(row, 8),
            TextOrNull(row, 9),
            JsonSerializer.Deserialize<string[]>(row.GetString(10))!,
            TextOrNull(row, 11),
            JsonTexts.ObjectIn(row.GetString(12)),
            row.GetInt32(13),
            row.GetInt32(14),
            row.GetDecimal(15),
            row.IsDBNull(16) ? null : row.GetFieldValue<DateTimeOffset>(16),
            TextOrNull(row, 17),
            row.GetFieldValue<DateTimeOffset>(18),
            row.GetFieldValue<DateTimeOffset>(19)
        );

    private static ComponentView ReadComponent(NpgsqlDataReader row) =>
        new(
            row.GetGuid(0),
            row.GetGuid(1),
            row.GetString(2),
            row.GetString(3),
            row.GetString(4),
            JsonTexts.ObjectIn(row.GetString(5)),
            TextOrNull(row, 6),
            TextOrNull(row, 7),
            JsonSerializer.Deserialize<string[]>(row.GetString(8))!,
            row.GetInt32(9),
            row.GetInt32(10),
            row.GetInt32(11),
            row.GetDecimal(12),
            JsonTexts.ObjectIn(row.GetString(13)),
            row.GetInt32(14),
            row.IsDBNull(15) ? null : row.GetGuid(15),
            row.GetInt32(16),
            row.GetString(17),
            row.GetString(18),
            row.GetString(19),
            row.GetBoolean(20),
            row.GetBoolean(21),
            row.GetFieldValue<DateTimeOffset>(22),
            row.GetFieldValue<DateTimeOffset>(23)
        );

    private static string? TextOrNull(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);
}
