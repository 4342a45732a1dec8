using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.Security;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.ApiKeys;
using AiWebBuilder.Domain.Common;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AiWebBuilder.Api.Identity;

/// <summary>Programs' keys to the account.</summary>
internal sealed class ApiKeyEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/v1/api-keys").WithTags("API keys").RequireAuthorization();
        keys.MapGet("", ListApiKeys).WithName("listApiKeys").WithSummary("List API keys");
        keys.MapPost("", CreateApiKey)
            .WithName("createApiKey")
            .WithSummary("Create an API key")
            .WithMetadata(new AnswersSecret());
        keys.MapPost("/{keyId:guid}/rotation", RotateApiKey)
            .WithName("rotateApiKey")
            .WithSummary("Rotate an API key")
            .WithMetadata(new AnswersSecret());
        keys.MapDelete("/{keyId:guid}", RevokeApiKey).WithName("revokeApiKey").WithSummary("Revoke an API key");
    }

    /// <example>{"name":"Nightly report","scopes":["campaigns:read","analytics:read"],"expiresAt":"2099-01-01T00:00:00Z"}</example>
    internal sealed record ApiKeyBody(
        string Name,
        [OneOf(typeof(KeyScopes))] IReadOnlyList<string> Scopes,
        DateTimeOffset? ExpiresAt = null
    );

    /// <example>{"overlapHours":24}</example>
    internal sealed record RotationBody(int OverlapHours);

    private static async Task<Ok<Page<ApiKeyView>>> ListApiKeys(
        int? limit,
        string? cursor,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new ListApiKeys(limit, cursor), cancellationToken));

    private static async Task<Created<NewApiKeyView>> CreateApiKey(
        ApiKeyBody body,
        ISender sender,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Created(
            "/v1/api-keys",
            await sender.Send(new CreateApiKey(body.Name, body.Scopes, body.ExpiresAt), cancellationToken)
        );

    private static async Task<Created<NewApiKeyView>> RotateApiKey(
        Guid keyId,
        RotationBody body,
        ISender sender,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Created(
            "/v1/api-keys",
            await sender.Send(new RotateApiKey(keyId, body.OverlapHours), cancellationToken)
        );

    private static async Task<NoContent> RevokeApiKey(Guid keyId, ISender sender, CancellationToken cancellationToken)
    {
        await sender.Send(new RevokeApiKey(keyId), cancellationToken);
        return TypedResults.NoContent();
    }
}
