using System.Text;
using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.OpenApi;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Application.Campaigns.Previews;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AiWebBuilder.Api.Campaigns;

/// <summary>The campaign as it stands, for whoever holds the signed link.</summary>
internal sealed class PreviewEndpoints : IEndpoints
{
    /// <summary>
    /// An opaque origin in which nothing runs or is sent, and only images and downloads load: a preview shows code that nobody has checked yet. Any site
    /// may frame it: there is nothing on it that a click could do.
    /// </summary>
    private const string Policy =
        "sandbox allow-downloads; default-src 'none'; script-src 'none'; style-src 'unsafe-inline'; img-src 'self' data: blob:; font-src data:; "
        + "media-src data:; connect-src 'none'; form-action 'none'; frame-src 'none'; worker-src 'none'; "
        + "object-src 'none'; base-uri 'none'";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapPost("/v1/campaigns/{campaignId:guid}/preview-links", CreatePreviewLink)
            .WithName("createPreviewLink")
            .WithSummary("Create a preview link")
            .WithTags("Publishing")
            .RequireAuthorization();
        routes
            .MapGet("/preview/{token}", GetFirstPage)
            .WithName("getPreview")
            .WithSummary("Show a preview")
            .AnswersFile("text/html")
            .Produces(StatusCodes.Status410Gone)
            .WithTags("Published pages")
            .AllowAnonymous();
        routes
            .MapGet("/preview/{token}/{page}", GetPage)
            .WithName("getPreviewPage")
            .WithSummary("Show a page of a preview")
            .AnswersFile("text/html", "text/plain")
            .Produces(StatusCodes.Status410Gone)
            .WithTags("Published pages")
            .AllowAnonymous();
        routes
            .MapGet("/preview/{token}/images/{imageId:guid}", GetImage)
            .WithName("getPreviewImage")
            .WithSummary("Show an image of a preview")
            .AnswersFile([.. Upload.ImageTypes])
            .Produces(StatusCodes.Status410Gone)
            .WithTags("Published pages")
            .AllowAnonymous();
        routes
            .MapGet("/preview/{token}/files/{fileId:guid}", GetFile)
            .WithName("getPreviewFile")
            .WithSummary("Download a file of a preview")
            .AnswersFile([.. Upload.FileTypes])
            .Produces(StatusCodes.Status410Gone)
            .WithTags("Published pages")
            .AllowAnonymous();
    }

    /// <example>{"expiresIn":3600}</example>
    internal sealed record PreviewLinkBody(int? ExpiresIn = null);

    private static async Task<Created<PreviewLinkView>> CreatePreviewLink(
        Guid campaignId,
        ISender sender,
        CancellationToken cancellationToken,
        PreviewLinkBody? body = null
    )
    {
        var link = await sender.Send(new CreatePreviewLink(campaignId, body?.ExpiresIn), cancellationToken);
        return TypedResults.Created(link.Url, link);
    }

    /// <summary>The first page of a campaign's current state, for anyone who has the link. An expired link gives 410.</summary>
    private static Task<IResult> GetFirstPage(
        string token,
        IPreviewLinks links,
        IServiceScopeFactory scopes,
        TimeProvider time,
        HttpContext context,
        CancellationToken cancellationToken
    ) => ShowAsync(token, page: null, links, scopes, time, context, cancellationToken);

    /// <summary>A page or an e-mail of a campaign's current state; with <c>.txt</c>, the text part of an e-mail. An expired link gives 410.</summary>
    private static Task<IResult> GetPage(
        string token,
        string page,
        IPreviewLinks links,
        IServiceScopeFactory scopes,
        TimeProvider time,
        HttpContext context,
        CancellationToken cancellationToken
    ) => ShowAsync(token, page, links, scopes, time, context, cancellationToken);

    /// <summary>An uploaded image that a campaign's current state shows. An expired link gives 410.</summary>
    private static Task<IResult> GetImage(
        string token,
        Guid imageId,
        IPreviewLinks links,
        IServiceScopeFactory scopes,
        TimeProvider time,
        HttpContext context,
        CancellationToken cancellationToken
    ) => SendAsync(token, new(UploadKind.Image, imageId), links, scopes, time, context, cancellationToken);

    /// <summary>An uploaded file that a campaign's current state offers. An expired link gives 410.</summary>
    private static Task<IResult> GetFile(
        string token,
        Guid fileId,
        IPreviewLinks links,
        IServiceScopeFactory scopes,
        TimeProvider time,
        HttpContext context,
        CancellationToken cancellationToken
    ) => SendAsync(token, new(UploadKind.File, fileId), links, scopes, time, context, cancellationToken);

    private static async Task<IResult> SendAsync(
        string token,
        PageUpload upload,
        IPreviewLinks links,
        IServiceScopeFactory scopes,
        TimeProvider time,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var (content, refusal) = await ReadAsync(
            token,
            link => new GetPreviewUpload(link.MakerId, link.CampaignId, upload),
            links,
            scopes,
            time,
            context,
            cancellationToken
        );
        if (refusal is not null)
        {
            return refusal;
        }
        // Whoever has the link may show it, and the preview's own page is of no origin.
        context.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        context.Response.Headers.CacheControl = "private, no-store";
        context.Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        return TypedResults.Bytes(content!.Content, content.ContentType, content.Name);
    }

    private static async Task<IResult> ShowAsync(
        string token,
        string? page,
        IPreviewLinks links,
        IServiceScopeFactory scopes,
        TimeProvider time,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var (pages, refusal) = await ReadAsync(
            token,
            link => new GetPreview(link.MakerId, link.CampaignId, $"/preview/{token}"),
            links,
            scopes,
            time,
            context,
            cancellationToken
        );
        if (refusal is not null)
        {
            return refusal;
        }
        // The text part of an e-mail stands beside it, under its name with .txt.
        var asText = page?.EndsWith(".txt", StringComparison.Ordinal) is true;
        var key = asText ? page![..^4] : page;
        var shown = pages!.FirstOrDefault(one => key is null || one.Key == key);
        if (shown is null || (asText && shown.Email is null))
        {
            return VisitorPages.NotFound(context);
        }
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = "private, no-store";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()";
        return asText
            ? TypedResults.Text(shown.Email!.Text, "text/plain", Encoding.UTF8)
            : TypedResults.Text(shown.Html, "text/html", Encoding.UTF8);
    }

    /// <returns>What the link shows, or the page that says why it shows nothing.</returns>
    private static async Task<(T? Answer, IResult? Refusal)> ReadAsync<T>(
        string token,
        Func<PreviewLink, IQuery<T>> question,
        IPreviewLinks links,
        IServiceScopeFactory scopes,
        TimeProvider time,
        HttpContext context,
        CancellationToken cancellationToken
    )
        where T : class
    {
        if (links.Read(token) is not { } link)
        {
            return (null, VisitorPages.NotFound(context));
        }
        if (link.ExpiresAt <= time.GetUtcNow())
        {
            return (null, VisitorPages.Gone(context));
        }
        // A scope of its own: it acts as the link says, whoever the request itself may be signed in as.
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorContext>().ActAs(link.AccountId, link.AccountId);
        try
        {
            return (
                await scope.ServiceProvider.GetRequiredService<ISender>().Send(question(link), cancellationToken),
                null
            );
        }
        catch (DomainException gone) when (gone.Error.Kind == ErrorKind.NotFound)
        {
            return (null, VisitorPages.NotFound(context));
        }
    }
}
