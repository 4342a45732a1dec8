using System.Text.Json.Nodes;
using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.Bodies;
using AiWebBuilder.Api.Http.OpenApi;
using AiWebBuilder.Api.Http.Security;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Integrations.Webhooks;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;

namespace AiWebBuilder.Api.Integrations;

/// <summary>What platforms send of themselves.</summary>
internal sealed class WebhookEndpoints : IEndpoints
{
    private const int MaxMessage = 256 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        Public(routes.MapPost("/v1/webhooks/gohighlevel", AcceptGoHighLevelWebhook))
            .WithName("acceptGoHighLevelWebhook")
            .WithSummary("Receive a GoHighLevel webhook");
        Public(routes.MapPost("/v1/webhooks/{integrationId:guid}", AcceptWebhook))
            .WithName("acceptWebhook")
            .WithSummary("Receive a platform's webhook");
        var integration = routes
            .MapGroup("/v1/integrations/{integrationId:guid}/webhooks")
            .WithTags("Integrations")
            .RequireAuthorization();
        integration.MapGet("", ListWebhooks).WithName("listWebhooks").WithSummary("List a platform's webhooks");
        integration
            .MapGet("/address", GetWebhookAddress)
            .WithName("getWebhookAddress")
            .WithSummary("Get the address for webhooks");
    }

    private static RouteHandlerBuilder Public(RouteHandlerBuilder route) =>
        route
            .WithTags("Integrations")
            .AllowAnonymous()
            .WithMetadata(new ActsForNobody(), new RequestSizeLimitAttribute(MaxMessage))
            .AddOpenApiOperationTransformer(
                (operation, _, _) =>
                {
                    operation.RequestBody = RequestFile.Of(
                        "The platform's message, as it signed it.",
                        ["application/json"],
                        new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = new OpenApiSchema() },
                        new JsonObject { ["type"] = "content.changed" }
                    );
                    return Task.CompletedTask;
                }
            );

    /// <summary>
    /// Receives what GoHighLevel sends to an application, for each connection that was verified for the location, or the agency, which it names. It is stored before it is
    /// acknowledged, once however often it comes; a response other than 2xx stored nothing.
    /// </summary>
    private static async Task<NoContent> AcceptGoHighLevelWebhook(
        [FromHeader(Name = "X-GHL-Signature")] string? signature,
        [FromHeader(Name = "X-WH-Signature")] string? legacySignature,
        HttpRequest request,
        ISender sender,
        CancellationToken cancellationToken
    ) =>
        await AcceptAsync(
            integrationId: null,
            key: null,
            [("x-ghl-signature", signature), ("x-wh-signature", legacySignature)],
            request,
            sender,
            cancellationToken
        );

    private static async Task<NoContent> AcceptWebhook(
        Guid integrationId,
        string? key,
        [FromHeader(Name = "webhook-id")] string? id,
        [FromHeader(Name = "webhook-timestamp")] string? timestamp,
        [FromHeader(Name = "webhook-signature")] string? signature,
        HttpRequest request,
        ISender sender,
        CancellationToken cancellationToken
    ) =>
        await AcceptAsync(
            integrationId,
            key,
            [("webhook-id", id), ("webhook-timestamp", timestamp), ("webhook-signature", signature)],
            request,
            sender,
            cancellationToken
        );

    private static async Task<Ok<Page<WebhookView>>> ListWebhooks(
        Guid integrationId,
        int? limit,
        string? cursor,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new ListWebhooks(integrationId, limit, cursor), cancellationToken));

    private static async Task<Ok<WebhookAddressView>> GetWebhookAddress(
        Guid integrationId,
        HttpRequest request,
        ISender sender,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await sender.Send(new GetWebhookAddress(integrationId, ServerAddress.Of(request)), cancellationToken)
        );

    private static async Task<NoContent> AcceptAsync(
        Guid? integrationId,
        string? key,
        (string Name, string? Value)[] headers,
        HttpRequest request,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        var body = await request.ReadUpToAsync(MaxMessage, cancellationToken);
        var given = headers
            .Where(one => one.Value is not null)
            .ToDictionary(one => one.Name, one => one.Value!, StringComparer.Ordinal);
        await sender.Send(new AcceptWebhook(integrationId, new WebhookRequest(body, key, given)), cancellationToken);
        return TypedResults.NoContent();
    }
}
