using AiWebBuilder.Api.Http;
using AiWebBuilder.Application.AiUsage.Keys;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Domain.Common;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AiWebBuilder.Api.AiUsage;

/// <summary>An account's own access to providers.</summary>
internal sealed class AiKeyEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/v1/ai/keys").WithTags("AI").RequireAuthorization();
        keys.MapGet("", ListAiKeys).WithName("listAiKeys").WithSummary("List your own provider keys");
        keys.MapPost("", CreateAiKey).WithName("createAiKey").WithSummary("Add your own provider key");
        keys.MapDelete("/{aiKeyId:guid}", DeleteAiKey).WithName("deleteAiKey").WithSummary("Delete a provider key");
    }

    /// <example>{"provider":"openai","name":"Our own account","apiKey":"sk-0123456789abcdef"}</example>
    internal sealed record AiKeyBody(
        [OneOf(typeof(KeyProviders))] string Provider,
        string Name,
        string? ApiKey = null,
        string? BaseUrl = null,
        IReadOnlyList<OwnModel>? Models = null
    );

    private static async Task<Ok<Page<AiKeyView>>> ListAiKeys(
        int? limit,
        string? cursor,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new ListAiKeys(limit, cursor), cancellationToken));

    private static async Task<Created<AiKeyView>> CreateAiKey(
        AiKeyBody body,
        ISender sender,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Created(
            "/v1/ai/keys",
            await sender.Send(
                new CreateAiKey(body.Provider, body.Name, body.ApiKey, body.BaseUrl, body.Models ?? []),
                cancellationToken
            )
        );

    private static async Task<NoContent> DeleteAiKey(Guid aiKeyId, ISender sender, CancellationToken cancellationToken)
    {
        await sender.Send(new DeleteAiKey(aiKeyId), cancellationToken);
        return TypedResults.NoContent();
    }
}
