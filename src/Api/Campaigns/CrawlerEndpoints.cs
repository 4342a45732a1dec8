using System.Text;
using AiWebBuilder.Api.Http;
using AiWebBuilder.Application.Campaigns.Publishing.Sites;
using AiWebBuilder.Infrastructure.Campaigns.Publishing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AiWebBuilder.Api.Campaigns;

/// <summary>What search engines ask a host for: where its pages are listed. Each publication has a sitemap of its own.</summary>
internal sealed class CrawlerEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var host = routes.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        host.MapGet("/robots.txt", GetRobots);
        host.MapGet("/sitemap.xml", GetSitemaps);
    }

    /// <summary>Nothing is closed to robots: a page that they may not read cannot tell them that it wants to be left out.</summary>
    private static ContentHttpResult GetRobots(HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, max-age=3600";
        return TypedResults.Text(
            $"User-agent: *\nDisallow:\n\nSitemap: {ServerAddress.Of(context.Request)}/sitemap.xml\n",
            "text/plain"
        );
    }

    private static async Task<ContentHttpResult> GetSitemaps(
        PublishedSitemaps sitemaps,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var server = ServerAddress.Of(context.Request);
        var live = await sitemaps.ListAsync(cancellationToken);
        context.Response.Headers.CacheControl = "public, max-age=60";
        return TypedResults.Text(
            SiteFiles.IndexOf(live.Select(one => ($"{server}/p/{one.Slug}/{SiteFiles.Sitemap}", one.ChangedAt))),
            "application/xml",
            Encoding.UTF8
        );
    }
}
