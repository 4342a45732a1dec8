using AiWebBuilder.Api.Http;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AiWebBuilder.Api.Campaigns;

internal sealed class BlockEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var blocks = routes.MapGroup("/v1/blocks").WithTags("Blocks").RequireAuthorization();
        blocks.MapGet("", ListBlocks).WithName("listBlocks").WithSummary("List the blocks of the catalogue");
        blocks.MapGet("/{kind}", GetBlock).WithName("getBlock").WithSummary("Get a block of the catalogue");
    }

    private static async Task<Ok<Page<BlockView>>> ListBlocks(ISender sender, CancellationToken cancellationToken) =>
        TypedResults.Ok(await sender.Send(new ListBlocks(), cancellationToken));

    private static async Task<Ok<BlockView>> GetBlock(
        string kind,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new GetBlock(kind), cancellationToken));
}
