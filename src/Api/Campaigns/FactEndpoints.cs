using AiWebBuilder.Api.Http;
using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Application.Common;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AiWebBuilder.Api.Campaigns;

internal sealed class FactEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/v1/campaigns/{campaignId:guid}/facts", GetFacts)
            .WithName("getFacts")
            .WithSummary("Get a campaign's facts")
            .WithTags("Campaigns")
            .RequireAuthorization();

    private static async Task<Ok<FactsView>> GetFacts(
        Guid campaignId,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new GetFacts(campaignId), cancellationToken));
}
