using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.Limits;
using AiWebBuilder.Api.Http.OpenApi;
using AiWebBuilder.Api.Http.Security;
using AiWebBuilder.Application.AiUsage.Contracts.Generations;
using AiWebBuilder.Application.Campaigns;
using AiWebBuilder.Application.Campaigns.Components;
using AiWebBuilder.Application.Campaigns.Components.Generation;
using AiWebBuilder.Application.Campaigns.Versions;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AiWebBuilder.Api.Campaigns;

internal sealed class ComponentEndpoints : IEndpoints
{
    /// <summary>Code, styles and properties at their largest, and room for what JSON escapes.</summary>
    private const int MaxBodyBytes = 1_000_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var campaign = routes.MapGroup("/v1/campaigns/{campaignId:guid}").WithTags("Components").RequireAuthorization();
        campaign
            .MapGet("/components", ListComponents)
            .WithName("listComponents")
            .WithSummary("List a campaign's components");
        campaign
            .MapPost("/components", CreateComponent)
            .WithName("createComponent")
            .WithSummary("Add a component by hand")
            .WithETag()
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
        campaign
            .MapPut("/component-order", OrderComponents)
            .WithName("orderComponents")
            .WithSummary("Reorder a campaign's components");

        var component = routes
            .MapGroup("/v1/components/{componentId:guid}")
            .WithTags("Components")
            .RequireAuthorization();
        component.MapGet("", GetComponent).WithName("getComponent").WithSummary("Get a component").WithETag();
        component
            .MapPatch("", UpdateComponent)
            .WithName("updateComponent")
            .WithSummary("Edit a component by hand")
            .WithETag()
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
        component.MapDelete("", DeleteComponent).WithName("deleteComponent").WithSummary("Delete a component");
        component.MapPut("/lock", LockComponent).WithName("lockComponent").WithSummary("Lock a component").WithETag();
        component
            .MapDelete("/lock", UnlockComponent)
            .WithName("unlockComponent")
            .WithSummary("Unlock a component")
            .WithETag();
        component
            .MapPost("/generations", StartComponentGeneration)
            .WithName("startComponentGeneration")
            .WithSummary("Rewrite a component by instruction")
            .LimitedBy(RateLimit.Generations);
        component
            .MapGet("/versions", ListComponentVersions)
            .WithName("listComponentVersions")
            .WithSummary("List a component's versions");
        component
            .MapGet("/versions/{version:int}", GetComponentVersion)
            .WithName("getComponentVersion")
            .WithSummary("Get a version of a component");
        component
            .MapGet("/versions/{version:int}/diff", DiffComponentVersions)
            .WithName("diffComponentVersions")
            .WithSummary("Compare two versions");
        component
            .MapPost("/versions/{version:int}/restoration", RestoreComponentVersion)
            .WithName("restoreComponentVersion")
            .WithSummary("Restore an earlier version")
            .WithETag();
    }

    /// <example>{"componentIds":["0197a000-0000-7000-8000-000000000001"]}</example>
    internal sealed record OrderBody(IReadOnlyList<Guid> ComponentIds);

    /// <example>{"instruction":"Make it shorter and friendlier.","variants":2}</example>
    internal sealed record ComponentGenerationBody(string Instruction, int? Variants = null, string? Model = null);

    private static async Task<Ok<Page<ComponentView>>> ListComponents(
        Guid campaignId,
        int? limit,
        string? cursor,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new ListComponents(campaignId, limit, cursor), cancellationToken));

    private static async Task<Created<ComponentView>> CreateComponent(
        Guid campaignId,
        ComponentFields body,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var id = await sender.Send(new CreateComponent(campaignId, body), cancellationToken);
        var component = await PresentAsync(id, sender, response, cancellationToken);
        return TypedResults.Created($"/v1/components/{id}", component);
    }

    private static async Task<NoContent> OrderComponents(
        Guid campaignId,
        OrderBody body,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new OrderComponents(campaignId, body.ComponentIds), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<ComponentView>> GetComponent(
        Guid componentId,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await PresentAsync(componentId, sender, response, cancellationToken));

    private static async Task<Ok<ComponentView>> UpdateComponent(
        Guid componentId,
        ComponentPatch body,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new UpdateComponent(componentId, ifMatch, body), cancellationToken);
        return TypedResults.Ok(await PresentAsync(componentId, sender, response, cancellationToken));
    }

    private static async Task<NoContent> DeleteComponent(
        Guid componentId,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new DeleteComponent(componentId, ifMatch), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<ComponentView>> LockComponent(
        Guid componentId,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new LockComponent(componentId), cancellationToken);
        return TypedResults.Ok(await PresentAsync(componentId, sender, response, cancellationToken));
    }

    private static async Task<Ok<ComponentView>> UnlockComponent(
        Guid componentId,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new UnlockComponent(componentId), cancellationToken);
        return TypedResults.Ok(await PresentAsync(componentId, sender, response, cancellationToken));
    }

    private static async Task<Accepted<StartedGeneration>> StartComponentGeneration(
        Guid componentId,
        ComponentGenerationBody body,
        ISender sender,
        SignedAddresses addresses,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var started = await sender.Send(
            new StartComponentGeneration(componentId, body.Instruction, body.Variants, body.Model),
            cancellationToken
        );
        return TypedResults.Accepted(
            $"/v1/generations/{started.Id}",
            started with
            {
                StreamUrl = addresses.OfEvents(context, started.Id),
            }
        );
    }

    private static async Task<Ok<Page<ComponentVersionSummary>>> ListComponentVersions(
        Guid componentId,
        int? limit,
        string? cursor,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new ListComponentVersions(componentId, limit, cursor), cancellationToken));

    private static async Task<Ok<ComponentVersionView>> GetComponentVersion(
        Guid componentId,
        int version,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new GetComponentVersion(componentId, version), cancellationToken));

    private static async Task<Ok<ComponentDiff>> DiffComponentVersions(
        Guid componentId,
        int version,
        int? against,
        ISender sender,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(await sender.Send(new DiffComponentVersions(componentId, version, against), cancellationToken));

    private static async Task<Created<ComponentView>> RestoreComponentVersion(
        Guid componentId,
        int version,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new RestoreComponentVersion(componentId, version), cancellationToken);
        var component = await PresentAsync(componentId, sender, response, cancellationToken);
        return TypedResults.Created($"/v1/components/{componentId}/versions/{component.Version}", component);
    }

    /// <summary>The component as it was saved, with the ETag for the next change.</summary>
    private static async Task<ComponentView> PresentAsync(
        Guid componentId,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var component = await sender.Send(new GetComponent(componentId), cancellationToken);
        response.Headers.ETag = ETags.Of(component.UpdatedAt);
        return component;
    }
}
