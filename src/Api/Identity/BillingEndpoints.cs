using System.Text.Json.Nodes;
using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.Bodies;
using AiWebBuilder.Api.Http.Limits;
using AiWebBuilder.Api.Http.OpenApi;
using AiWebBuilder.Api.Http.Security;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Identity.Billing;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity.Billing;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;

namespace AiWebBuilder.Api.Identity;

/// <summary>What an account pays, and where.</summary>
internal sealed class BillingEndpoints : IEndpoints
{
    private const int MaxEvent = 256 * 1024;

    /// <summary>Deliveries at once on this node: each holds a connection while the payment provider is asked.</summary>
    private static readonly SemaphoreSlim Deliveries = new(4);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var billing = routes
            .MapGroup("/v1/billing")
            .WithTags("Billing")
            .WithMetadata(new OpenWhenUsedUp())
            .RequireAuthorization();
        billing.MapGet("", GetBilling).WithName("getBilling").WithSummary("Get the plan and its prices");
        billing.MapPost("/checkout", CreateCheckout).WithName("createCheckout").WithSummary("Start buying a plan");
        billing
            .MapPost("/portal", CreatePortalLink)
            .WithName("createPortalLink")
            .WithSummary("Open the payment provider's portal");
        routes
            .MapPost("/v1/billing/webhooks", AcceptBillingEvent)
            .WithMetadata(new OpenWhenUsedUp())
            .WithName("acceptBillingEvent")
            .WithSummary("Receive a payment provider event")
            .WithTags("Billing")
            .AllowAnonymous()
            .WithMetadata(new ActsForNobody(), new RequestSizeLimitAttribute(MaxEvent))
            .AddOpenApiOperationTransformer(
                (operation, _, _) =>
                {
                    operation.RequestBody = RequestFile.Of(
                        "The payment provider's event, as it signed it.",
                        ["application/json"],
                        new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = new OpenApiSchema() },
                        new JsonObject { ["id"] = "evt_1", ["type"] = "customer.subscription.updated" }
                    );
                    return Task.CompletedTask;
                }
            );
    }

    /// <example>{"tier":"creator"}</example>
    internal sealed record CheckoutBody([OneOf(typeof(SubscriptionTiers))] string? Tier = null, string? PriceId = null);

    private static async Task<Ok<BillingView>> GetBilling(ISender sender, CancellationToken cancellationToken) =>
        TypedResults.Ok(await sender.Send(new GetBilling(), cancellationToken));

    private static async Task<Ok<BillingLinkView>> CreateCheckout(
        CheckoutBody body,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new CreateCheckout(body.Tier, body.PriceId), cancellationToken));

    private static async Task<Ok<BillingLinkView>> CreatePortalLink(
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new CreatePortalLink(), cancellationToken));

    private static async Task<NoContent> AcceptBillingEvent(
        [FromHeader(Name = "Stripe-Signature")] string? signature,
        HttpRequest request,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        var body = await request.ReadUpToAsync(MaxEvent, cancellationToken);
        await Deliveries.WaitAsync(cancellationToken);
        try
        {
            await sender.Send(new AcceptBillingEvent(body, signature), cancellationToken);
        }
        finally
        {
            Deliveries.Release();
        }
        return TypedResults.NoContent();
    }
}
