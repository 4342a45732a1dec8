using AiWebBuilder.Api.Http;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Integrations.Syncs;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AiWebBuilder.Api.Integrations;

/// <summary>Connections to the platforms that an account's pages come from and go to.</summary>
internal sealed class SyncEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/v1/platforms", ListPlatforms)
            .WithTags("Integrations")
            .RequireAuthorization()
            .WithName("listPlatforms")
            .WithSummary("List what platforms allow");
        var integration = routes
            .MapGroup("/v1/integrations/{integrationId:guid}")
            .WithTags("Integrations")
            .RequireAuthorization();
        integration.MapPost("/syncs", StartSync).WithName("startSync").WithSummary("Sync a platform's contents");
        integration.MapGet("/syncs", ListSyncs).WithName("listSyncs").WithSummary("List a connection's syncs");
        integration.MapGet("/syncs/{syncId:guid}", GetSync).WithName("getSync").WithSummary("Get a sync's progress");
        integration.MapDelete("/syncs/{syncId:guid}", CancelSync).WithName("cancelSync").WithSummary("Cancel a sync");
        integration.MapGet("/contents", ListContents).WithName("listContents").WithSummary("List what syncs found");
        integration
            .MapGet("/contents/{contentId:guid}", GetContent)
            .WithName("getContent")
            .WithSummary("Get a found content");
    }

    private static async Task<Ok<Page<PlatformView>>> ListPlatforms(
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new ListPlatforms(), cancellationToken));

    private static async Task<Accepted<SyncView>> StartSync(
        Guid integrationId,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        var sync = await sender.Send(new StartSync(integrationId), cancellationToken);
        return TypedResults.Accepted($"/v1/integrations/{integrationId}/syncs/{sync.Id}", sync);
    }

    private static async Task<Ok<Page<SyncView>>> ListSyncs(
        Guid integrationId,
        int? limit,
        string? cursor,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new ListSyncs(integrationId, limit, cursor), cancellationToken));

    private static async Task<Ok<SyncView>> GetSync(
        Guid integrationId,
        Guid syncId,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new GetSync(integrationId, syncId), cancellationToken));

    private static async Task<NoContent> CancelSync(
        Guid integrationId,
        Guid syncId,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new CancelSync(integrationId, syncId), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<Page<ContentView>>> ListContents(
        Guid integrationId,
        int? limit,
        string? cursor,
        [OneOf(typeof(PlatformObjects))] string? @object,
        [OneOf(typeof(ContentChanges))] string? change,
        ISender sender,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await sender.Send(new ListContents(integrationId, limit, cursor, @object, change), cancellationToken)
        );

    private static async Task<Ok<ContentView>> GetContent(
        Guid integrationId,
        Guid contentId,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new GetContent(integrationId, contentId), cancellationToken));
}
