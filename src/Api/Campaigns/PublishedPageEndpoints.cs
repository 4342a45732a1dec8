using AiWebBuilder.Api.Http;
using AiWebBuilder.Infrastructure.Persistence;
using Npgsql;

namespace AiWebBuilder.Api.Campaigns;

/// <summary>
/// What visitors get: the stored bytes, read by the role that can see nothing but what is live. A paused, archived or withdrawn
/// page and one that never was look the same.
/// </summary>
internal sealed class PublishedPageEndpoints : IEndpoints
{
    /// <summary>
    /// The page comes from the product's own host, so it is put into an opaque origin: whatever a component may contain can
    /// neither read nor act for anybody who is signed in here.
    /// </summary>
    internal const string Policy =
        "sandbox allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox "
        + "allow-top-navigation-by-user-activation; default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; "
        + "img-src https: data:; font-src data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        + "object-src 'none'; frame-ancestors 'none'";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/p/{slug}", GetFirstPage).WithName("getPublishedPage").WithTags("Published").AllowAnonymous();
        routes
            .MapGet("/p/{slug}/{page}", GetPage)
            .WithName("getPublishedSubpage")
            .WithTags("Published")
            .AllowAnonymous();
    }

    private static Task<IResult> GetFirstPage(
        string slug,
        Databases databases,
        HttpContext context,
        CancellationToken cancellationToken
    ) => GetPage(slug, "index", databases, context, cancellationToken);

    private static async Task<IResult> GetPage(
        string slug,
        string page,
        Databases databases,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (!StrictJson.IsStorable(slug) || !StrictJson.IsStorable(page))
        {
            return VisitorPages.NotFound(context.Response);
        }
        await using var command = databases.Public.CreateCommand(
            """
            select html, etag from published_pages
            join publications using (campaign_id)
            where slug = $1 and page = $2
            """
        );
        command.Parameters.Add(new NpgsqlParameter { Value = slug });
        command.Parameters.Add(new NpgsqlParameter { Value = page });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return VisitorPages.NotFound(context.Response);
        }
        var headers = context.Response.Headers;
        headers.ETag = reader.GetString(1);
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = "public, max-age=0, must-revalidate";
        return context.Request.Headers.IfNoneMatch.Contains(reader.GetString(1))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Text(reader.GetString(0), "text/html", System.Text.Encoding.UTF8);
    }
}
