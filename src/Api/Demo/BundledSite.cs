using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.StaticFiles;

namespace AiWebBuilder.Api.Demo;

/// <summary>
/// A folder of pages as a site on this machine, with as much of WordPress's API as a connection and a sync ask for: what a newcomer has no site of
/// their own at hand for.
/// </summary>
internal sealed class BundledSite : IAsyncDisposable
{
    private static readonly FileExtensionContentTypeProvider Types = new();

    private readonly WebApplication app;
    private readonly string folder;

    private BundledSite(WebApplication app, string folder) => (this.app, this.folder) = (app, folder);

    public string Url => app.Urls.First();

    /// <summary>The paths of its pages.</summary>
    public IReadOnlyList<string> Pages =>
        [
            .. Directory
                .EnumerateFiles(folder, "index.html", SearchOption.AllDirectories)
                .Select(file => "/" + Path.GetRelativePath(folder, file).Replace('\\', '/')[..^"index.html".Length])
                .Order(StringComparer.Ordinal),
        ];

    public static async Task<BundledSite> StartAsync(DirectoryInfo folder, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(folder.FullName, "index.html")))
        {
            throw new ProductRefusedException($"{folder.FullName} has no index.html: it must hold a site.");
        }
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var site = new BundledSite(builder.Build(), folder.FullName);
        site.app.Run(site.AnswerAsync);
        await site.app.StartAsync(cancellationToken);
        return site;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (path.StartsWith("/wp-json/", StringComparison.Ordinal))
        {
            await context.Response.WriteAsJsonAsync(Api(path, context.Request.Query), context.RequestAborted);
            return;
        }
        if (path == "/sitemap.xml")
        {
            context.Response.ContentType = "application/xml";
            await context.Response.WriteAsync(
                $"<urlset>{string.Concat(Pages.Select(page => $"<url><loc>{Url}{page}</loc></url>"))}</urlset>",
                context.RequestAborted
            );
            return;
        }
        // The folder's own files and nothing beside it.
        var file = Path.GetFullPath(
            Path.Combine(folder, path.TrimStart('/') + (path.EndsWith('/') ? "index.html" : ""))
        );
        if (!file.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !File.Exists(file))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        context.Response.ContentType = Types.TryGetContentType(file, out var type) ? type : "text/plain";
        await context.Response.SendFileAsync(file, context.RequestAborted);
    }

    private JsonNode Api(string path, IQueryCollection query) =>
        path switch
        {
            "/wp-json/" => new JsonObject { ["namespaces"] = new JsonArray("wp/v2"), ["name"] = "The bundled site" },
            "/wp-json/wp/v2/users/me" => new JsonObject
            {
                ["id"] = 1,
                ["name"] = "demo",
                ["capabilities"] = new JsonObject { ["edit_posts"] = true, ["edit_pages"] = true },
            },
            "/wp-json/wp/v2/pages" => new JsonArray([
                .. Pages
                    .Select(Page)
                    .Skip(
                        int.TryParse(query["offset"], NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
                            ? offset
                            : 0
                    )
                    .Take(20),
            ]),
            _ => new JsonArray(),
        };

    private JsonNode Page(string path, int index)
    {
        var html = File.ReadAllText(Path.Combine(folder, path.TrimStart('/'), "index.html"), Encoding.UTF8);
        using var document = new HtmlParser().ParseDocument(html);
        return new JsonObject
        {
            ["id"] = index + 1,
            ["title"] = new JsonObject { ["raw"] = document.Title },
            ["link"] = Url + path,
            ["status"] = "publish",
            ["content"] = new JsonObject { ["raw"] = document.QuerySelector("main")?.InnerHtml },
        };
    }
}
