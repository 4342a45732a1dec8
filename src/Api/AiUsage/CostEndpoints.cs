using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.Bodies;
using AiWebBuilder.Api.Http.Limits;
using AiWebBuilder.Api.Http.OpenApi;
using AiWebBuilder.Api.Http.Security;
using AiWebBuilder.Application.AiUsage.Costs;
using AiWebBuilder.Application.AiUsage.Generations.Quality;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Domain.Common;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.Api.AiUsage;

/// <summary>What models cost and what came of it: to read, and to take away.</summary>
internal sealed class CostEndpoints : IEndpoints
{
    private static readonly (string Name, Func<CostGroup, object?> Of)[] CostColumns =
    [
        ("key", row => row.Key),
        ("cost", row => row.Cost),
        ("ownKeyCost", row => row.OwnKeyCost),
        ("saved", row => row.Saved),
        ("calls", row => row.Calls),
        ("replays", row => row.Replays),
        ("generations", row => row.Generations),
        ("inputTokens", row => row.InputTokens),
        ("cachedInputTokens", row => row.CachedInputTokens),
        ("cacheWrite5mTokens", row => row.CacheWrite5mTokens),
        ("cacheWrite1hTokens", row => row.CacheWrite1hTokens),
        ("outputTokens", row => row.OutputTokens),
        ("reasoningTokens", row => row.ReasoningTokens),
    ];

    private static readonly (string Name, Func<LedgerEntryView, object?> Of)[] LedgerColumns =
    [
        ("id", row => row.Id),
        ("createdAt", row => row.CreatedAt),
        ("day", row => row.Day),
        ("entry", row => row.Entry),
        ("callId", row => row.CallId),
        ("generationId", row => row.GenerationId),
        ("stepId", row => row.StepId),
        ("campaignId", row => row.CampaignId),
        ("memberId", row => row.MemberId),
        ("provider", row => row.Provider),
        ("model", row => row.Model),
        ("inputTokens", row => row.InputTokens),
        ("cachedInputTokens", row => row.CachedInputTokens),
        ("cacheWrite5mTokens", row => row.CacheWrite5mTokens),
        ("cacheWrite1hTokens", row => row.CacheWrite1hTokens),
        ("outputTokens", row => row.OutputTokens),
        ("reasoningTokens", row => row.ReasoningTokens),
        ("amount", row => row.Amount),
        ("saved", row => row.Saved),
        ("currency", row => row.Currency),
        ("paidBy", row => row.PaidBy),
        ("estimated", row => row.Estimated),
        ("reason", row => row.Reason),
    ];

    /// <summary>One page of the ledger.</summary>
    /// <param name="Next">The cursor of the page that follows; null on the last one.</param>
    /// <param name="DownloadUrl">
    /// A signed address of all entries of this list as CSV, for <c>a download</c>: good for five minutes, without a token.
    /// </param>
    internal sealed record LedgerPage(
        IReadOnlyList<LedgerEntryView> Data,
        bool HasMore,
        string? Next,
        string? DownloadUrl
    );

    public static void Map(IEndpointRouteBuilder routes)
    {
        var ai = routes.MapGroup("/v1/ai").WithTags("AI").RequireAuthorization();
        ai.MapGet("/costs", GetCosts).WithName("getCosts").WithSummary("Get the account's AI costs");
        ai.MapGet("/costs/daily", ListDailyCosts).WithName("listDailyCosts").WithSummary("List AI costs by day");
        ai.MapGet("/costs/export", ExportCosts)
            .WithName("exportCosts")
            .WithSummary("Export AI costs")
            .LimitedBy(RateLimit.Exports)
            .Produces<CostsView>()
            .AnswersFile("text/csv")
            .OpensBySignedAddress();
        ai.MapGet("/ledger", ListLedger).WithName("listLedger").WithSummary("List the AI ledger");
        ai.MapGet("/ledger/export", ExportLedger)
            .WithName("exportLedger")
            .WithSummary("Export the AI ledger")
            .LimitedBy(RateLimit.Exports)
            .Produces<IReadOnlyList<LedgerEntryView>>()
            .AnswersFile("text/csv")
            .OpensBySignedAddress();
        ai.MapGet("/quality", GetQuality).WithName("getQuality").WithSummary("Compare the quality of models");
        routes
            .MapGet("/v1/admin/ai/costs", GetPlatformCosts)
            .WithMetadata(new OpenWhenUsedUp())
            .WithName("getPlatformCosts")
            .WithSummary("Get AI costs of all accounts")
            .WithTags("Administration")
            .RequireAuthorization();
    }

    private static async Task<Ok<CostsView>> GetCosts(
        [DataType(DataType.Date)] string? from,
        [DataType(DataType.Date)] string? to,
        [OneOf(typeof(CostGroups))] string? groupBy,
        ISender sender,
        SignedAddresses addresses,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var costs = await sender.Send(new GetCosts(from, to, groupBy), cancellationToken);
        return TypedResults.Ok(
            costs with
            {
                DownloadUrl = addresses.Sign(
                    context,
                    "/v1/ai/costs/export",
                    (nameof(from), from),
                    (nameof(to), to),
                    (nameof(groupBy), groupBy)
                ),
            }
        );
    }

    private static async Task<Ok<Page<DailyCostView>>> ListDailyCosts(
        int? limit,
        string? cursor,
        [DataType(DataType.Date)] string? from,
        [DataType(DataType.Date)] string? to,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new ListDailyCosts(limit, cursor, from, to), cancellationToken));

    private static async Task<PushStreamHttpResult> ExportCosts(
        [OneOf(typeof(TableFormats))] string? format,
        [DataType(DataType.Date)] string? from,
        [DataType(DataType.Date)] string? to,
        [OneOf(typeof(CostGroups))] string? groupBy,
        ISender sender,
        IOptions<JsonOptions> json,
        CancellationToken cancellationToken
    )
    {
        var costs = await sender.Send(new ExportCosts(format, from, to, groupBy), cancellationToken);
        var name = $"ai-costs-{costs.From:yyyy-MM-dd}-{costs.To:yyyy-MM-dd}";
        return format == TableFormats.Json
            ? Json(costs, name, json.Value, cancellationToken)
            : TypedResults.Stream(
                body => Csv.WriteAsync(body, costs.Groups.ToAsyncEnumerable(), CostColumns, cancellationToken),
                Csv.MediaType,
                $"{name}.csv"
            );
    }

    private static async Task<Ok<LedgerPage>> ListLedger(
        int? limit,
        string? cursor,
        [OneOf(typeof(LedgerEntries))] string? entry,
        Guid? generationId,
        Guid? campaignId,
        [DataType(DataType.Date)] string? from,
        [DataType(DataType.Date)] string? to,
        ISender sender,
        SignedAddresses addresses,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var page = await sender.Send(
            new ListLedger(limit, cursor, entry, generationId, campaignId, from, to),
            cancellationToken
        );
        var download = addresses.Sign(
            context,
            "/v1/ai/ledger/export",
            (nameof(entry), entry),
            (nameof(generationId), generationId),
            (nameof(campaignId), campaignId),
            (nameof(from), from),
            (nameof(to), to)
        );
        return TypedResults.Ok(new LedgerPage(page.Data, page.HasMore, page.Next, download));
    }

    private static async Task<PushStreamHttpResult> ExportLedger(
        [OneOf(typeof(TableFormats))] string? format,
        [OneOf(typeof(LedgerEntries))] string? entry,
        Guid? generationId,
        Guid? campaignId,
        [DataType(DataType.Date)] string? from,
        [DataType(DataType.Date)] string? to,
        ISender sender,
        IOptions<JsonOptions> json,
        CancellationToken cancellationToken
    )
    {
        var ask = new ExportLedger(format, Cursor: null, entry, generationId, campaignId, from, to);
        // Before the first byte, so that what is wrong gets a status of its own.
        var first = await sender.Send(ask, cancellationToken);
        var entries = FollowAsync(ask, first, sender, cancellationToken);
        return format == TableFormats.Json
            ? Json(entries, "ai-ledger", json.Value, cancellationToken)
            : TypedResults.Stream(
                body => Csv.WriteAsync(body, entries, LedgerColumns, cancellationToken),
                Csv.MediaType,
                "ai-ledger.csv"
            );
    }

    private static async Task<Ok<QualityView>> GetQuality(
        [DataType(DataType.Date)] string? from,
        [DataType(DataType.Date)] string? to,
        [OneOf(typeof(QualityGroups))] string? groupBy,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new GetQuality(from, to, groupBy), cancellationToken));

    private static async Task<Ok<PlatformCostsView>> GetPlatformCosts(
        [DataType(DataType.Date)] string? from,
        [DataType(DataType.Date)] string? to,
        [OneOf(typeof(PlatformCostGroups))] string? groupBy,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new GetPlatformCosts(from, to, groupBy), cancellationToken));

    private static async IAsyncEnumerable<LedgerEntryView> FollowAsync(
        ExportLedger ask,
        Page<LedgerEntryView> part,
        ISender sender,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        while (true)
        {
            foreach (var entry in part.Data)
            {
                yield return entry;
            }
            if (part.Next is not { } next)
            {
                yield break;
            }
            part = await sender.Send(ask with { Cursor = next }, cancellationToken);
        }
    }

    private static PushStreamHttpResult Json<T>(
        T value,
        string name,
        JsonOptions options,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Stream(
            body => JsonSerializer.SerializeAsync(body, value, options.SerializerOptions, cancellationToken),
            "application/json; charset=utf-8",
            $"{name}.json"
        );
}
