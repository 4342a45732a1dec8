using AiWebBuilder.Api.Http;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Identity.Billing;
using AiWebBuilder.Domain.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AiWebBuilder.Api.Identity;

/// <summary>What an account pays, and where.</summary>
internal sealed class BillingEndpoints : IEndpoints
{
    private const int MaxEvent = 256 * 1024;

    /// <summary>Deliveries at once on this node: each holds a connection while the payment provider is asked.</summary>
    private static readonly SemaphoreSlim Deliveries = new(4);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var billing = routes.MapGroup("/v1/billing").WithTags("Billing").RequireAuthorization();
        billing.MapGet("", GetBilling).WithName("getBilling");
        billing.MapPost("/checkout", CreateCheckout).WithName("createCheckout");
        billing.MapPost("/portal", CreatePortalLink).WithName("createPortalLink");
        routes
            .MapPost("/v1/billing/webhooks", AcceptBillingEvent)
            .WithName("acceptBillingEvent")
            .WithTags("Billing")
            .AllowAnonymous()
            .WithMetadata(new ActsForNobody(), new RequestSizeLimitAttribute(MaxEvent));
    }

    internal sealed record CheckoutBody(
        [property: OneOf(typeof(SubscriptionTiers))] string? Tier = null,
        string? PriceId = null
    );

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
