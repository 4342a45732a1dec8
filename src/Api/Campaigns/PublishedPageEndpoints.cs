using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.OpenApi;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Infrastructure.Campaigns.Publishing;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace AiWebBuilder.Api.Campaigns;

/// <summary>
/// What visitors get: the stored bytes, read by the role that can see nothing but what is live. A paused, archived or withdrawn
/// page and one that never was look the same.
/// </summary>
internal sealed class PublishedPageEndpoints : IEndpoints
{
    private const string Html = "text/html; charset=utf-8";
    private const string Sitemap = "application/xml";
    private const string Manifest = "application/manifest+json";

    /// <summary>The page of a campaign that says that there is none at an address.</summary>
    private const string Missing = "404";

    /// <summary>
    /// The page comes from the product's own host, so it is put into an opaque origin: whatever a component may contain can
    /// neither read nor act for anybody who is signed in here.
    /// </summary>
    internal const string Policy =
        "sandbox allow-scripts allow-forms allow-downloads allow-popups allow-popups-to-escape-sandbox "
        + "allow-top-navigation-by-user-activation; default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; "
        + "img-src 'self' https: data:; font-src data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        + "manifest-src 'self'; object-src 'none'; frame-ancestors 'none'";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/p/{slug}").WithTags("Published pages").AllowAnonymous();
        pages
            .MapGet("", GetFirstPage)
            .WithName("getPublishedPage")
            .WithSummary("Show a published campaign")
            .AnswersFile("text/html")
            .AnswersNotModified()
            .ShortCircuit();
        pages
            .MapGet("/{page}", GetPage)
            .WithName("getPublishedSubpage")
            .WithSummary("Show a published page")
            .AnswersFile("text/html", Sitemap, Manifest)
            .AnswersNotModified()
            .ShortCircuit();
        pages
            .MapGet("/images/{imageId:guid}", GetImage)
            .WithName("getPublishedImage")
            .WithSummary("Show a published image")
            .AnswersFile([.. Upload.ImageTypes, "image/svg+xml", "image/x-icon"])
            .AnswersNotModified()
            .ShortCircuit();
        pages
            .MapGet("/files/{fileId:guid}", GetFile)
            .WithName("getPublishedFile")
            .WithSummary("Download a published file")
            .AnswersFile([.. Upload.FileTypes])
            .AnswersNotModified()
            .ShortCircuit();
    }

    /// <summary>The first page of a published campaign.</summary>
    private static Task<IResult> GetFirstPage(
        string slug,
        PublishedPages pages,
        HttpContext context,
        CancellationToken cancellationToken
    ) => GetPage(slug, "index", pages, context, cancellationToken);

    /// <summary>A page of a published campaign, by its key, or a file beside them: <c>sitemap.xml</c>, <c>site.webmanifest</c>.</summary>
    private static async Task<IResult> GetPage(
        string slug,
        string page,
        PublishedPages pages,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (!JsonTexts.IsStorableText(slug) || !JsonTexts.IsStorableText(page))
        {
            return VisitorPages.NotFound(context);
        }
        if (page == Missing || await pages.FindAsync(slug, page, cancellationToken) is not { } ready)
        {
            return await GetMissing(slug, pages, context, cancellationToken);
        }
        var (coding, bytes) = Choose(context.Request.Headers.AcceptEncoding, ready);
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        if (page.EndsWith(".webmanifest", StringComparison.Ordinal))
        {
            // The page that names it is of no origin.
            headers.AccessControlAllowOrigin = "*";
        }
        headers.CacheControl = "public, max-age=0, must-revalidate";
        headers.Vary = "Accept-Encoding";
        headers.ContentEncoding = coding;
        // Another representation is another entity (RFC 9110 § 8.8.3.3).
        var tag = coding is null ? ready.ETag : $"{ready.ETag[..^1]}-{coding}\"";
        // Answers 304 to a matching If-None-Match or If-Modified-Since.
        return TypedResults.Bytes(
            bytes,
            page.EndsWith(".xml", StringComparison.Ordinal) ? Sitemap
                : page.EndsWith(".webmanifest", StringComparison.Ordinal) ? Manifest
                : Html,
            lastModified: ready.PublishedAt,
            entityTag: EntityTagHeaderValue.Parse(tag)
        );
    }

    /// <summary>In the look of the campaign, where there is one at this address.</summary>
    private static async Task<IResult> GetMissing(
        string slug,
        PublishedPages pages,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (await pages.FindAsync(slug, Missing, cancellationToken) is not { } page)
        {
            return VisitorPages.NotFound(context);
        }
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = "no-store";
        headers["X-Robots-Tag"] = "noindex";
        return TypedResults.Text(page.Plain.Span, Html, StatusCodes.Status404NotFound);
    }

    /// <summary>An uploaded image that a published campaign shows, as it was when it was published.</summary>
    private static async Task<IResult> GetImage(
        string slug,
        Guid imageId,
        PublishedFiles files,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (
            !JsonTexts.IsStorableText(slug)
            || await files.FindAsync(slug, imageId, cancellationToken) is not { Name: null } image
        )
        {
            return VisitorPages.NotFound(context);
        }
        var headers = context.Response.Headers;
        // An image never changes; a day, so that one which was taken down does not stay in caches for good.
        headers.CacheControl = "public, max-age=86400";
        // The page that shows it is of no origin.
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return TypedResults.Bytes(
            image.Content,
            image.ContentType,
            entityTag: new EntityTagHeaderValue($"\"{imageId:N}\"")
        );
    }

    /// <summary>
    /// An uploaded file that a published campaign offers, as it was when it was published. Always to be kept and never to be shown in a
    /// browser's window, where it would come from the product's own host. Parts of it are answered by Range.
    /// </summary>
    private static async Task<IResult> GetFile(
        string slug,
        Guid fileId,
        PublishedFiles files,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (
            !JsonTexts.IsStorableText(slug)
            || await files.FindAsync(slug, fileId, cancellationToken) is not { Name: { } name } file
        )
        {
            return VisitorPages.NotFound(context);
        }
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers.CacheControl = "public, max-age=86400";
        return TypedResults.Bytes(
            file.Content,
            file.ContentType,
            name,
            enableRangeProcessing: true,
            entityTag: new EntityTagHeaderValue($"\"{fileId:N}\"")
        );
    }

    /// <summary>The smallest that the visitor's browser can read.</summary>
    private static (string? Coding, ReadOnlyMemory<byte> Bytes) Choose(StringValues accepted, ReadyPage page)
    {
        if (accepted.Count == 0)
        {
            return (null, page.Plain);
        }
        var codings = StringWithQualityHeaderValue.TryParseList(accepted, out var parsed)
            ? parsed.Where(coding => coding.Quality is not 0).Select(coding => coding.Value.ToString()).ToArray()
            : [];
        return codings.Contains("br", StringComparer.OrdinalIgnoreCase) ? ("br", page.Brotli)
            : codings.Contains("gzip", StringComparer.OrdinalIgnoreCase) ? ("gzip", page.Gzip)
            : (null, page.Plain);
    }
}
