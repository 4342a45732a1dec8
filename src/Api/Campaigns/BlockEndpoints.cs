using System.Security.Cryptography;
using System.Text.Json;
using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.OpenApi;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.Api.Campaigns;

internal sealed class BlockEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var blocks = routes.MapGroup("/v1/blocks").WithTags("Blocks").RequireAuthorization();
        blocks
            .MapGet("", ListBlocks)
            .WithName("listBlocks")
            .WithSummary("List the blocks of the catalogue")
            .Produces<Page<BlockView>>()
            .AnswersNotModified();
        blocks
            .MapGet("/{kind}", GetBlock)
            .WithName("getBlock")
            .WithSummary("Get a block of the catalogue")
            .Produces<BlockView>()
            .AnswersNotModified();
    }

    private static async Task<FileContentHttpResult> ListBlocks(
        ISender sender,
        IOptions<JsonOptions> json,
        HttpResponse response,
        CancellationToken cancellationToken
    ) => Tagged(await sender.Send(new ListBlocks(), cancellationToken), json, response);

    private static async Task<FileContentHttpResult> GetBlock(
        string kind,
        ISender sender,
        IOptions<JsonOptions> json,
        HttpResponse response,
        CancellationToken cancellationToken
    ) => Tagged(await sender.Send(new GetBlock(kind), cancellationToken), json, response);

    /// <summary>The catalogue changes with the product only, and weighs much: whoever has it already is told so.</summary>
    private static FileContentHttpResult Tagged<T>(T shown, IOptions<JsonOptions> json, HttpResponse response)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(shown, json.Value.SerializerOptions);
        var tag = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16));
        response.Headers.CacheControl = "private, no-cache";
        // Answers 304 to a matching If-None-Match.
        return TypedResults.Bytes(content, "application/json; charset=utf-8", entityTag: new($"\"{tag}\""));
    }
}
