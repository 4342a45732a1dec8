using AiWebBuilder.Api.Http;
using AiWebBuilder.Application.AiUsage;
using AiWebBuilder.Application.Common;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AiWebBuilder.Api.AiUsage;

/// <summary>Models, prices and books, to read.</summary>
internal sealed class AiEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var ai = routes.MapGroup("/v1/ai").WithTags("AI usage").RequireAuthorization();
        ai.MapGet("/models", ListModels).WithName("listModels");
        ai.MapGet("/generations", ListGenerations).WithName("listGenerations");
        ai.MapGet("/costs", GetCosts).WithName("getCosts");
        ai.MapGet("/costs/daily", ListDailyCosts).WithName("listDailyCosts");
        ai.MapGet("/ledger", ListLedger).WithName("listLedger");
    }

    private static async Task<Ok<Page<ModelView>>> ListModels(ISender sender, CancellationToken cancellationToken) =>
        TypedResults.Ok(await sender.Send(new ListModels(), cancellationToken));

    private static async Task<Ok<Page<GenerationView>>> ListGenerations(
        int? limit,
        string? cursor,
        Guid? campaignId,
        string? status,
        string? type,
        ISender sender,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await sender.Send(new ListGenerations(limit, cursor, campaignId, status, type), cancellationToken)
        );

    private static async Task<Ok<CostsView>> GetCosts(
        string? from,
        string? to,
        string? groupBy,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new GetCosts(from, to, groupBy), cancellationToken));

    private static async Task<Ok<Page<DailyCostView>>> ListDailyCosts(
        int? limit,
        string? cursor,
        string? from,
        string? to,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new ListDailyCosts(limit, cursor, from, to), cancellationToken));

    private static async Task<Ok<Page<LedgerEntryView>>> ListLedger(
        int? limit,
        string? cursor,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new ListLedger(limit, cursor), cancellationToken));
}
