using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.Limits;
using AiWebBuilder.Api.Http.OpenApi;
using AiWebBuilder.Api.Http.Security;
using AiWebBuilder.Application.AiUsage.Contracts.Generations;
using AiWebBuilder.Application.Campaigns;
using AiWebBuilder.Application.Campaigns.Exports;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Application.Campaigns.Publishing;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Planning;
using AiWebBuilder.Domain.Common;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AiWebBuilder.Api.Campaigns;

internal sealed class CampaignEndpoints : IEndpoints
{
    /// <summary>A brief's texts at their longest, each character escaped, as many JSON writers do outside ASCII.</summary>
    private const int MaxBriefBytes = 512 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var campaigns = routes.MapGroup("/v1/campaigns").WithTags("Campaigns").RequireAuthorization();
        campaigns
            .MapPost("", CreateCampaign)
            .WithName("createCampaign")
            .WithSummary("Create a campaign")
            .WithETag()
            .WithMetadata(new RequestSizeLimitAttribute(MaxBriefBytes));
        campaigns.MapGet("", ListCampaigns).WithName("listCampaigns").WithSummary("List and search campaigns");
        campaigns
            .MapGet("/{campaignId:guid}", GetCampaign)
            .WithName("getCampaign")
            .WithSummary("Get a campaign with components")
            .WithETag();
        campaigns
            .MapPatch("/{campaignId:guid}", UpdateCampaign)
            .WithName("updateCampaign")
            .WithSummary("Update a campaign's brief")
            .WithETag()
            .WithMetadata(new RequestSizeLimitAttribute(MaxBriefBytes));
        campaigns
            .MapDelete("/{campaignId:guid}", DeleteCampaign)
            .WithName("deleteCampaign")
            .WithSummary("Delete a campaign");
        campaigns
            .MapPost("/{campaignId:guid}/plan", PlanCampaign)
            .WithName("planCampaign")
            .WithSummary("Plan and estimate a campaign");
        campaigns
            .MapPost("/{campaignId:guid}/generations", StartGeneration)
            .WithName("startGeneration")
            .WithSummary("Generate a campaign")
            .LimitedBy(RateLimit.Generations);

        var publishing = routes
            .MapGroup("/v1/campaigns/{campaignId:guid}")
            .WithTags("Publishing")
            .RequireAuthorization();
        publishing
            .MapGet("/preflight", GetPreflight)
            .WithName("getPreflight")
            .WithSummary("Check a campaign before publishing");
        publishing
            .MapPut("/publication", PublishCampaign)
            .WithName("publishCampaign")
            .WithSummary("Publish a campaign");
        publishing
            .MapDelete("/publication", UnpublishCampaign)
            .WithName("unpublishCampaign")
            .WithSummary("Unpublish a campaign");
        publishing
            .MapPut("/pause", PauseCampaign)
            .WithName("pauseCampaign")
            .WithSummary("Pause a published campaign")
            .WithETag();
        publishing
            .MapDelete("/pause", ResumeCampaign)
            .WithName("resumeCampaign")
            .WithSummary("Resume a paused campaign")
            .WithETag();
        publishing
            .MapPut("/archive", ArchiveCampaign)
            .WithName("archiveCampaign")
            .WithSummary("Archive a campaign")
            .WithETag();
        publishing
            .MapDelete("/archive", UnarchiveCampaign)
            .WithName("unarchiveCampaign")
            .WithSummary("Unarchive a campaign")
            .WithETag();
    }

    /// <example>{"instructions":"Keep the tone calm."}</example>
    internal sealed record GenerationBody(
        string? Model = null,
        CampaignPlan? Plan = null,
        string? Instructions = null,
        IReadOnlyList<string>? ReferenceImages = null,
        IReadOnlyList<string>? ReferenceFiles = null
    );

    /// <example>{"model":"offline-writer-1"}</example>
    internal sealed record PlanBody(
        string? Model = null,
        IReadOnlyList<string>? ReferenceImages = null,
        IReadOnlyList<string>? ReferenceFiles = null
    );

    /// <example>{"slug":"lotus-yoga-spring"}</example>
    internal sealed record PublicationBody(string? Slug = null);

    private static async Task<Created<CampaignView>> CreateCampaign(
        CampaignFields body,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var created = await sender.Send(new CreateCampaign(body), cancellationToken);
        var campaign = await PresentAsync(created.Id, sender, response, cancellationToken);
        return TypedResults.Created($"/v1/campaigns/{campaign.Id}", campaign);
    }

    private static async Task<Ok<Page<CampaignView>>> ListCampaigns(
        int? limit,
        string? cursor,
        [OneOf(typeof(CampaignStatus))] string? status,
        [OneOf(typeof(CampaignTypes))] string? type,
        string? q,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new ListCampaigns(limit, cursor, status, type, q), cancellationToken));

    private static async Task<Ok<CampaignView>> GetCampaign(
        Guid campaignId,
        ISender sender,
        SignedAddresses addresses,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var campaign = await sender.Send(new GetCampaign(campaignId), cancellationToken);
        response.Headers.ETag = campaign.Etag;
        return TypedResults.Ok(
            campaign with
            {
                DownloadUrls = ExportFormats.All.ToDictionary(
                    format => format,
                    format => addresses.Sign(response.HttpContext, $"/v1/campaigns/{campaignId}/exports/{format}")!,
                    StringComparer.Ordinal
                ),
            }
        );
    }

    private static async Task<Ok<CampaignView>> UpdateCampaign(
        Guid campaignId,
        CampaignPatch body,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new UpdateCampaign(campaignId, ifMatch, body), cancellationToken);
        return TypedResults.Ok(await PresentAsync(campaignId, sender, response, cancellationToken));
    }

    private static async Task<NoContent> DeleteCampaign(
        Guid campaignId,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new DeleteCampaign(campaignId, ifMatch), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<PlanView>> PlanCampaign(
        Guid campaignId,
        ISender sender,
        CancellationToken cancellationToken,
        PlanBody? body = null
    ) =>
        TypedResults.Ok(
            await sender.Send(
                new PlanCampaign(campaignId, body?.Model, body?.ReferenceImages, body?.ReferenceFiles),
                cancellationToken
            )
        );

    private static async Task<Accepted<StartedGeneration>> StartGeneration(
        Guid campaignId,
        ISender sender,
        SignedAddresses addresses,
        HttpContext context,
        CancellationToken cancellationToken,
        GenerationBody? body = null
    )
    {
        var started = await sender.Send(
            new StartGeneration(
                campaignId,
                body?.Model,
                body?.Plan,
                body?.Instructions,
                body?.ReferenceImages,
                body?.ReferenceFiles
            ),
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

    private static async Task<Ok<PreflightReport>> GetPreflight(
        Guid campaignId,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new GetPreflight(campaignId), cancellationToken));

    private static async Task<Ok<PublicationView>> PublishCampaign(
        Guid campaignId,
        ISender sender,
        HttpRequest request,
        CancellationToken cancellationToken,
        PublicationBody? body = null
    ) =>
        TypedResults.Ok(
            await sender.Send(new PublishCampaign(campaignId, body?.Slug, ServerAddress.Of(request)), cancellationToken)
        );

    private static async Task<NoContent> UnpublishCampaign(
        Guid campaignId,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new UnpublishCampaign(campaignId), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<CampaignView>> PauseCampaign(
        Guid campaignId,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new PauseCampaign(campaignId), cancellationToken);
        return TypedResults.Ok(await PresentAsync(campaignId, sender, response, cancellationToken));
    }

    private static async Task<Ok<CampaignView>> ResumeCampaign(
        Guid campaignId,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new ResumeCampaign(campaignId), cancellationToken);
        return TypedResults.Ok(await PresentAsync(campaignId, sender, response, cancellationToken));
    }

    private static async Task<Ok<CampaignView>> ArchiveCampaign(
        Guid campaignId,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new ArchiveCampaign(campaignId), cancellationToken);
        return TypedResults.Ok(await PresentAsync(campaignId, sender, response, cancellationToken));
    }

    private static async Task<Ok<CampaignView>> UnarchiveCampaign(
        Guid campaignId,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new UnarchiveCampaign(campaignId), cancellationToken);
        return TypedResults.Ok(await PresentAsync(campaignId, sender, response, cancellationToken));
    }

    /// <summary>The campaign as it was saved, with the ETag for the next change.</summary>
    private static async Task<CampaignView> PresentAsync(
        Guid campaignId,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var campaign = await sender.Send(new GetCampaign(campaignId), cancellationToken);
        response.Headers.ETag = campaign.Etag;
        return campaign with { Components = null };
    }
}
