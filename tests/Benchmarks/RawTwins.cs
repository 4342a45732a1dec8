using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using AiWebBuilder.Application.Analytics.Ingestion;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Npgsql;
using NpgsqlTypes;

namespace AiWebBuilder.Benchmarks;

/// <summary>
/// The shortest road from PostgreSQL to the wire that one would write by hand: no authentication, no tenant, no layers, the
/// same rows and the same members.
/// </summary>
internal static class RawTwins
{
    private const string Columns =
        "id, user_id, name, description, status, type, platform_source, platform_source_id, target_audience, business_type, "
        + "goals::text, brand_guidelines, performance_requirements::text, views, conversions, revenue_generated, launched_at, "
        + "language, created_at, updated_at";

    public static void Map(IApplicationBuilder twins, Stage stage)
    {
        var page = new Lazy<byte[]>(() => Encoding.UTF8.GetBytes(stage.Html));
        twins.Run(context =>
            context.Request.Path.Value switch
            {
                "/campaign" => CampaignAsync(context, stage),
                "/list" => ListAsync(context, stage),
                "/memory" => PageAsync(context, page.Value),
                "/database" => StoredPageAsync(context, stage),
                "/e" => InsertAsync(context, stage),
                "/parse" => ParseAsync(context),
                _ => throw new ArgumentException($"No twin at {context.Request.Path}.", nameof(twins)),
            }
        );
    }

    private static async Task StoredPageAsync(HttpContext context, Stage stage)
    {
        await using var command = stage.Owner.CreateCommand(
            "select html from published_pages join publications using (campaign_id) where slug = $1 and page = 'index'"
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Stage.Slug });
        var html = (string)(await command.ExecuteScalarAsync(context.RequestAborted))!;
        await PageAsync(context, Encoding.UTF8.GetBytes(html));
    }

    private static Task PageAsync(HttpContext context, byte[] body)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    /// <summary>What most endpoints do: one durable INSERT for each request, and no rollups.</summary>
    private static async Task InsertAsync(HttpContext context, Stage stage)
    {
        var sent = await ReadAsync(context);
        await using var command = stage.Owner.CreateCommand(
            "insert into raw_events (id, campaign_id, event_type, event_data, session_id, referrer, created_at) values ($1, $2, $3, $4, $5, $6, $7)"
        );
        var one = sent.Events[0];
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.Parse(one.Id) });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = sent.CampaignId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = one.Type });
        command.Parameters.Add(
            new NpgsqlParameter<string> { TypedValue = one.Data!.Value.GetRawText(), NpgsqlDbType = NpgsqlDbType.Jsonb }
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = one.SessionId! });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = one.Referrer! });
        command.Parameters.Add(
            new NpgsqlParameter<DateTime>
            {
                TypedValue = DateTime.Parse(
                    one.OccurredAt!,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AdjustToUniversal
                ),
            }
        );
        await command.ExecuteNonQueryAsync(context.RequestAborted);
        Accept(context);
    }

    /// <summary>The most that HTTP and JSON allow: read and thrown away.</summary>
    private static async Task ParseAsync(HttpContext context)
    {
        await ReadAsync(context);
        Accept(context);
    }

    private static async Task<IncomingEvents> ReadAsync(HttpContext context) =>
        (
            await JsonSerializer.DeserializeAsync(
                context.Request.Body,
                IncomingEventsJson.Default.IncomingEvents,
                context.RequestAborted
            )
        )!;

    private static void Accept(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.ContentLength = 0;
    }

    private static async Task CampaignAsync(HttpContext context, Stage stage)
    {
        await using var batch = stage.Owner.CreateBatch();
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand($"select {Columns} from campaigns where id = $1 and user_id = $2")
            {
                Parameters =
                {
                    new NpgsqlParameter<Guid> { TypedValue = stage.CampaignId },
                    new NpgsqlParameter<Guid> { TypedValue = stage.UserId },
                },
            }
        );
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                """
                select id, campaign_id, name, component_type, code, props::text, css_styles, preview_url, export_formats::text,
                    views, clicks, conversions, engagement_score, ai_generation_metadata::text, version, parent_component_id,
                    sort_order, page, kind, anchor, is_attached, is_locked, created_at, updated_at
                from campaign_components where campaign_id = $1 order by sort_order, id
                """
            )
            {
                Parameters = { new NpgsqlParameter<Guid> { TypedValue = stage.CampaignId } },
            }
        );
        await using var reader = await batch.ExecuteReaderAsync(context.RequestAborted);
        await reader.ReadAsync(context.RequestAborted);
        var campaign = Campaign(reader);
        await reader.NextResultAsync(context.RequestAborted);
        while (await reader.ReadAsync(context.RequestAborted))
        {
            campaign.Components.Add(Component(reader));
        }
        context.Response.ContentType = "application/json; charset=utf-8";
        await JsonSerializer.SerializeAsync(
            context.Response.Body,
            campaign,
            RawJson.Default.RawCampaign,
            context.RequestAborted
        );
    }

    private static async Task ListAsync(HttpContext context, Stage stage)
    {
        await using var command = stage.Owner.CreateCommand(
            $"select {Columns} from campaigns where user_id = $1 order by created_at desc, id desc limit 21"
        );
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = stage.UserId });
        await using var reader = await command.ExecuteReaderAsync(context.RequestAborted);
        List<RawCampaign> rows = [];
        while (rows.Count < 20 && await reader.ReadAsync(context.RequestAborted))
        {
            rows.Add(Campaign(reader));
        }
        context.Response.ContentType = "application/json; charset=utf-8";
        await JsonSerializer.SerializeAsync(
            context.Response.Body,
            new RawPage(rows, HasMore: true, "next"),
            RawJson.Default.RawPage,
            context.RequestAborted
        );
    }

    private static RawCampaign Campaign(NpgsqlDataReader row) =>
        new(
            row.GetGuid(0),
            row.GetGuid(1),
            row.GetString(2),
            Text(row, 3),
            row.GetString(4),
            row.GetString(5),
            Text(row, 6),
            Text(row, 7),
            Text(row, 8),
            Text(row, 9),
            row.GetString(10),
            Text(row, 11),
            row.GetString(12),
            row.GetInt32(13),
            row.GetInt32(14),
            row.GetDecimal(15),
            row.IsDBNull(16) ? null : row.GetFieldValue<DateTimeOffset>(16),
            Text(row, 17),
            row.GetFieldValue<DateTimeOffset>(18),
            row.GetFieldValue<DateTimeOffset>(19)
        );

    private static RawComponent Component(NpgsqlDataReader row) =>
        new(
            row.GetGuid(0),
            row.GetGuid(1),
            row.GetString(2),
            row.GetString(3),
            row.GetString(4),
            row.GetString(5),
            Text(row, 6),
            Text(row, 7),
            row.GetString(8),
            row.GetInt32(9),
            row.GetInt32(10),
            row.GetInt32(11),
            row.GetDecimal(12),
            row.GetString(13),
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

    private static string? Text(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);
}

/// <summary>JSON columns go out as they are.</summary>
internal sealed class AsIs : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value, skipInputValidation: true);
}

internal sealed record RawCampaign(
    Guid Id,
    Guid UserId,
    string Name,
    string? Description,
    string Status,
    string Type,
    string? PlatformSource,
    string? PlatformSourceId,
    string? TargetAudience,
    string? BusinessType,
    [property: JsonConverter(typeof(AsIs))] string Goals,
    string? BrandGuidelines,
    [property: JsonConverter(typeof(AsIs))] string PerformanceRequirements,
    int Views,
    int Conversions,
    decimal RevenueGenerated,
    DateTimeOffset? LaunchedAt,
    string? Language,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
)
{
    public IList<RawComponent> Components { get; } = [];
}

internal sealed record RawComponent(
    Guid Id,
    Guid CampaignId,
    string Name,
    string ComponentType,
    string Code,
    [property: JsonConverter(typeof(AsIs))] string Props,
    string? CssStyles,
    string? PreviewUrl,
    [property: JsonConverter(typeof(AsIs))] string ExportFormats,
    int Views,
    int Clicks,
    int Conversions,
    decimal EngagementScore,
    [property: JsonConverter(typeof(AsIs))] string AiGenerationMetadata,
    int Version,
    Guid? ParentComponentId,
    int SortOrder,
    string Page,
    string Kind,
    string Anchor,
    bool IsAttached,
    bool IsLocked,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
);

internal sealed record RawPage(IReadOnlyList<RawCampaign> Data, bool HasMore, string Next);

/// <summary>As strict as the product's own reading.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    AllowDuplicateProperties = false,
    NumberHandling = JsonNumberHandling.Strict,
    PropertyNameCaseInsensitive = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow
)]
[JsonSerializable(typeof(IncomingEvents))]
internal sealed partial class IncomingEventsJson : JsonSerializerContext;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(RawCampaign))]
[JsonSerializable(typeof(RawPage))]
internal sealed partial class RawJson : JsonSerializerContext;
