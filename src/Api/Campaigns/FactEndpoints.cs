using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.OpenApi;
using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Application.Common;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AiWebBuilder.Api.Campaigns;

internal sealed class FactEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var facts = routes
            .MapGroup("/v1/campaigns/{campaignId:guid}/facts")
            .WithTags("Campaigns")
            .RequireAuthorization();
        facts.MapGet("", GetFacts).WithName("getFacts").WithSummary("Get a campaign's facts").WithETag();
        facts.MapPut("", SetFacts).WithName("setFacts").WithSummary("Correct a campaign's facts").WithETag();
    }

    private static async Task<Ok<FactsView>> GetFacts(
        Guid campaignId,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await PresentAsync(campaignId, sender, response, cancellationToken));

    private static async Task<Ok<FactsView>> SetFacts(
        Guid campaignId,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        FactsFields body,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new SetFacts(campaignId, ifMatch, body), cancellationToken);
        return TypedResults.Ok(await PresentAsync(campaignId, sender, response, cancellationToken));
    }

    private static async Task<FactsView> PresentAsync(
        Guid campaignId,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var facts = await sender.Send(new GetFacts(campaignId), cancellationToken);
        response.Headers.ETag = facts.Etag;
        return facts;
    }
}
