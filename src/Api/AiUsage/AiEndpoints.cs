using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.Security;
using AiWebBuilder.Application.AiUsage;
using AiWebBuilder.Application.AiUsage.Generations;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.Common;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AiWebBuilder.Api.AiUsage;

/// <summary>Models and generations, to read.</summary>
internal sealed class AiEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var ai = routes.MapGroup("/v1/ai").WithTags("Generations").RequireAuthorization();
        ai.MapGet("/models", ListModels).WithName("listModels").WithSummary("List models and their prices");
        ai.MapGet("/generations", ListGenerations)
            .WithName("listGenerations")
            .WithSummary("List the account's generations");
    }

    private static async Task<Ok<Page<ModelView>>> ListModels(ISender sender, CancellationToken cancellationToken) =>
        TypedResults.Ok(await sender.Send(new ListModels(), cancellationToken));

    private static async Task<Ok<Page<GenerationView>>> ListGenerations(
        int? limit,
        string? cursor,
        Guid? campaignId,
        [OneOf(typeof(GenerationStatus))] string? status,
        [OneOf(typeof(GenerationTypes))] string? type,
        ISender sender,
        SignedAddresses addresses,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var page = await sender.Send(new ListGenerations(limit, cursor, campaignId, status, type), cancellationToken);
        return TypedResults.Ok(
            page with
            {
                Data =
                [
                    .. page.Data.Select(generation =>
                        generation with
                        {
                            StreamUrl = addresses.OfEvents(context, generation.Id),
                        }
                    ),
                ],
            }
        );
    }
}
