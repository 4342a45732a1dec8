using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.Limits;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Integrations.Exports;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations.Exports;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AiWebBuilder.Api.Integrations;

/// <summary>A campaign's way to the platforms that the account is connected to, and back.</summary>
internal sealed class PlatformExportEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var exports = routes
            .MapGroup("/v1/campaigns/{campaignId:guid}/exports/to-platform")
            .WithTags("Publishing")
            .RequireAuthorization();
        exports
            .MapGet("", ListPlatformExports)
            .WithName("listPlatformExports")
            .WithSummary("List exports to platforms");
        exports
            .MapPost("", ExportToPlatform)
            .WithName("exportToPlatform")
            .WithSummary("Export to a connected platform")
            .LimitedBy(RateLimit.Exports);
        exports
            .MapGet("/{exportId:guid}", GetPlatformExport)
            .WithName("getPlatformExport")
            .WithSummary("Get an export to a platform");
        exports
            .MapPost("/{exportId:guid}/reversion", RevertPlatformExport)
            .WithName("revertPlatformExport")
            .WithSummary("Revert an export to a platform")
            .LimitedBy(RateLimit.Exports);
    }

    /// <param name="Status">What the pages are to be there; left out: new pages are drafts, and others stay what they are.</param>
    /// <param name="Overwrite">Write pages that were changed there since all the same.</param>
    /// <example>{"integrationId":"019ac0de-7000-7000-8000-000000000001","status":"draft","overwrite":false}</example>
    internal sealed record PlatformExportBody(
        Guid IntegrationId,
        [OneOf(typeof(PageStatus))] string? Status = null,
        bool Overwrite = false
    );

    /// <param name="Overwrite">Put pages back that were changed there since all the same.</param>
    /// <example>{"overwrite":false}</example>
    internal sealed record ReversionBody(bool Overwrite = false);

    private static async Task<Ok<Page<PlatformExportView>>> ListPlatformExports(
        Guid campaignId,
        int? limit,
        string? cursor,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new ListPlatformExports(campaignId, limit, cursor), cancellationToken));

    private static async Task<Accepted<PlatformExportView>> ExportToPlatform(
        Guid campaignId,
        PlatformExportBody body,
        HttpRequest request,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        var export = await sender.Send(
            new ExportToPlatform(
                campaignId,
                body.IntegrationId,
                body.Status,
                body.Overwrite,
                ServerAddress.Of(request)
            ),
            cancellationToken
        );
        return Accepted(export);
    }

    private static async Task<Ok<PlatformExportView>> GetPlatformExport(
        Guid campaignId,
        Guid exportId,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new GetPlatformExport(campaignId, exportId), cancellationToken));

    private static async Task<Accepted<PlatformExportView>> RevertPlatformExport(
        Guid campaignId,
        Guid exportId,
        ISender sender,
        CancellationToken cancellationToken,
        ReversionBody? body = null
    ) =>
        Accepted(
            await sender.Send(
                new RevertPlatformExport(campaignId, exportId, body?.Overwrite ?? false),
                cancellationToken
            )
        );

    private static Accepted<PlatformExportView> Accepted(PlatformExportView export) =>
        TypedResults.Accepted($"/v1/campaigns/{export.CampaignId}/exports/to-platform/{export.Id}", export);
}
