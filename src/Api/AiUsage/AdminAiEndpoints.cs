using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.Limits;
using AiWebBuilder.Api.Http.OpenApi;
using AiWebBuilder.Application.AiUsage;
using AiWebBuilder.Application.AiUsage.Admin;
using AiWebBuilder.Application.AiUsage.Alerts;
using AiWebBuilder.Application.AiUsage.Budgets;
using AiWebBuilder.Application.AiUsage.Budgets.Rules;
using AiWebBuilder.Application.AiUsage.Keys;
using AiWebBuilder.Application.AiUsage.Shutoffs;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Domain.Common;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AiWebBuilder.Api.AiUsage;

/// <summary>The platform's AI, for its administrators: budget, emergency stop, alerts, prices and models.</summary>
internal sealed class AdminAiEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var admin = routes
            .MapGroup("/v1/admin/ai")
            .WithTags("Administration")
            .WithMetadata(new OpenWhenUsedUp())
            .RequireAuthorization();
        admin
            .MapGet("/budget", GetPlatformBudget)
            .WithName("getPlatformBudget")
            .WithSummary("Get the platform's AI budget")
            .WithETag();
        admin
            .MapGet("/budgets", ListPlatformBudgets)
            .WithName("listPlatformBudgets")
            .WithSummary("List the platform's AI budgets");
        admin
            .MapPut("/budget", SetPlatformBudget)
            .WithName("setPlatformBudget")
            .WithSummary("Set the platform's AI budget")
            .WithETag();
        admin
            .MapDelete("/budget", RemovePlatformBudget)
            .WithName("removePlatformBudget")
            .WithSummary("Remove the platform's AI budget");
        admin
            .MapGet("/shutoff", GetPlatformShutoff)
            .WithName("getPlatformShutoff")
            .WithSummary("Get the platform's AI shutoff");
        admin.MapPut("/shutoff", ShutPlatformOff).WithName("shutPlatformOff").WithSummary("Switch AI off for everyone");
        admin
            .MapDelete("/shutoff", LiftPlatformShutoff)
            .WithName("liftPlatformShutoff")
            .WithSummary("Switch AI on for everyone");
        admin
            .MapGet("/alerts", ListPlatformAlerts)
            .WithName("listPlatformAlerts")
            .WithSummary("List the platform's AI alerts");
        admin.MapGet("/prices", ListPrices).WithName("listPrices").WithSummary("List model prices");
        admin.MapPost("/prices", AddPrice).WithName("addPrice").WithSummary("Add a model price");
        admin
            .MapGet("/models/{provider}/{model}", GetPlatformModel)
            .WithName("getPlatformModel")
            .WithSummary("Get a model's capabilities")
            .WithETag();
        admin
            .MapPut("/models/{provider}/{model}", SetPlatformModel)
            .WithName("setPlatformModel")
            .WithSummary("Set a model's capabilities")
            .WithETag();
        routes
            .MapDelete("/v1/admin/users/{userId:guid}/ai/shutoff", LiftAccountShutoff)
            .WithMetadata(new OpenWhenUsedUp())
            .WithName("liftAccountShutoff")
            .WithSummary("Lift an account's automatic AI shutoff")
            .WithTags("Administration")
            .RequireAuthorization();
    }

    /// <example>{"limit":500,"period":"day","reason":"A normal day costs 200.","thresholds":[80,100]}</example>
    internal sealed record PlatformBudgetBody(
        decimal Limit,
        [OneOf(typeof(BudgetPeriods))] string Period,
        string Reason,
        IReadOnlyList<int>? Thresholds = null,
        [OneOf(typeof(LimitChoices))] string? AtLimit = null
    );

    /// <example>{"provider":"openai","model":"gpt-5-mini","validFrom":"2099-01-01","tiers":[{"fromInputTokens":0,"input":0.25,"output":2,"cacheRead":0.025}],"contextTokens":400000,"maxOutputTokens":128000,"reason":"The new price list."}</example>
    internal sealed record PriceBody(
        [OneOf(typeof(KeyProviders))] string Provider,
        string Model,
        DateOnly ValidFrom,
        IReadOnlyList<PriceView> Tiers,
        int ContextTokens,
        int MaxOutputTokens,
        string Reason
    );

    /// <example>{"images":true,"structuredOutput":"schema","temperature":false,"reasoning":true,"tokenFactor":1.1,"reason":"As the provider documents it."}</example>
    internal sealed record PlatformModelBody(
        bool Images,
        [OneOf(typeof(StructuredOutputs))] string StructuredOutput,
        bool Temperature,
        bool Reasoning,
        decimal TokenFactor,
        string Reason,
        bool Streaming = true
    );

    private static async Task<Ok<CapView>> GetPlatformBudget(
        [OneOf(typeof(BudgetPeriods))] string? period,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    ) => BudgetEndpoints.Tagged(await sender.Send(new GetPlatformBudget(period), cancellationToken), response);

    private static async Task<Ok<Page<CapView>>> ListPlatformBudgets(
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new ListPlatformBudgets(), cancellationToken));

    private static async Task<Ok<CapView>> SetPlatformBudget(
        PlatformBudgetBody body,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    ) =>
        BudgetEndpoints.Tagged(
            await sender.Send(
                new SetPlatformBudget(
                    new BudgetTerms(body.Limit, body.Period, body.Thresholds, body.AtLimit, WebhookUrl: null),
                    ifMatch,
                    body.Reason
                ),
                cancellationToken
            ),
            response
        );

    private static async Task<NoContent> RemovePlatformBudget(
        [OneOf(typeof(BudgetPeriods))] string? period,
        string reason,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new RemovePlatformBudget(period, reason), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<ShutoffView>> GetPlatformShutoff(
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new GetPlatformShutoff(), cancellationToken));

    private static async Task<Ok<ShutoffView>> ShutPlatformOff(
        BudgetEndpoints.ShutoffBody body,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new ShutPlatformOff(body.Reason, body.Hard), cancellationToken);
        return await GetPlatformShutoff(sender, cancellationToken);
    }

    private static async Task<NoContent> LiftPlatformShutoff(
        [FromBody] BudgetEndpoints.LiftBody body,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new LiftPlatformShutoff(body.Reason), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> LiftAccountShutoff(
        Guid userId,
        [FromBody] BudgetEndpoints.LiftBody body,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new LiftAccountShutoff(userId, body.Reason), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<Page<AlertView>>> ListPlatformAlerts(
        int? limit,
        string? cursor,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new ListPlatformAlerts(limit, cursor), cancellationToken));

    private static async Task<Ok<Page<PriceRowView>>> ListPrices(
        int? limit,
        string? cursor,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new ListPrices(limit, cursor), cancellationToken));

    private static async Task<Created<IReadOnlyList<PriceRowView>>> AddPrice(
        PriceBody body,
        ISender sender,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Created(
            "/v1/admin/ai/prices",
            await sender.Send(
                new AddPrice(
                    body.Provider,
                    body.Model,
                    body.ValidFrom,
                    body.Tiers,
                    body.ContextTokens,
                    body.MaxOutputTokens,
                    body.Reason
                ),
                cancellationToken
            )
        );

    private static async Task<Ok<CatalogueModelView>> GetPlatformModel(
        string provider,
        string model,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var known = await sender.Send(new GetPlatformModel(provider, model), cancellationToken);
        response.Headers.ETag = ETags.Of(known.UpdatedAt);
        return TypedResults.Ok(known);
    }

    private static async Task<Ok<CatalogueModelView>> SetPlatformModel(
        string provider,
        string model,
        PlatformModelBody body,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(
            new SetPlatformModel(
                provider,
                model,
                body.Images,
                body.StructuredOutput,
                body.Temperature,
                body.Reasoning,
                body.TokenFactor,
                body.Reason,
                body.Streaming
            ),
            cancellationToken
        );
        return await GetPlatformModel(provider, model, sender, response, cancellationToken);
    }
}
