using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Integrations.Fakes;
using Microsoft.AspNetCore.Http;

namespace AiWebBuilder.IntegrationTests.Integrations.Analyses;

/// <summary>A site on this machine with pages that visitors see, and with as much of WordPress' API as a sync asks for.</summary>
internal sealed class AnalysedSite : IAsyncDisposable
{
    /// <summary>A PNG of one point.</summary>
    private const string Picture =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private readonly Dictionary<string, string> pages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<JsonObject>> contents = new(StringComparer.Ordinal)
    {
        ["pages"] = [],
        ["posts"] = [],
        ["media"] = [],
    };
    private FakeServer server = null!;
    private int last;

    public string Url => server.Url;

    /// <summary>Paths of visitors' pages that were asked for, in order.</summary>
    public ConcurrentQueue<string> Visits { get; } = [];

    /// <summary>Waited for before a visitor's page is answered.</summary>
    public Func<string, Task> BeforePage { get; set; } = _ => Task.CompletedTask;

    public object Credentials =>
        new
        {
            siteUrl = Url,
            username = "admin",
            applicationPassword = "abcd EFGH 1234 ijkl",
        };

    public static async Task<AnalysedSite> StartAsync()
    {
        var site = new AnalysedSite();
        site.server = await FakeServer.StartAsync(site.AnswerAsync);
        return site;
    }

    /// <summary>A page that the platform lists and a visitor can open.</summary>
    public AnalysedSite Page(string path, string title, string html, string kind = "pages")
    {
        pages[path] = html;
        return Listed(kind, title, path);
    }

    /// <summary>What the platform lists, whether or not there is a page.</summary>
    public AnalysedSite Listed(string kind, string title, string path, string status = "publish", string? source = null)
    {
        contents[kind]
            .Add(
                new JsonObject
                {
                    ["id"] = ++last,
                    ["title"] = new JsonObject { ["raw"] = title },
                    ["link"] = Url + path,
                    ["status"] = status,
                    ["source_url"] = source is null ? null : Url + source,
                }
            );
        return this;
    }

    /// <summary>Harbour Loaf: six pages whose every count is written down beside them, in <see cref="AnalysisTests"/>.</summary>
    public static async Task<AnalysedSite> HarbourLoafAsync()
    {
        var site = await StartAsync();
        string Html(string name) =>
            File.ReadAllText(
                Path.Combine(Repository.Root, "tests/IntegrationTests/Integrations/Analyses/Site", $"{name}.html")
            );
        return site.Page("/", "Home", Html("index"))
            .Page("/about/", "About", Html("about"))
            .Page("/prices/", "Prices", Html("prices"))
            .Page("/contact/", "Contact", Html("contact"))
            .Page("/team/", "Team", Html("team"))
            .Page("/2026/05/news/", "A new oven", Html("news"), "posts")
            .Listed("pages", "Winter menu", "/?page_id=6", "draft")
            .Listed("pages", "Old offers", "/gone/")
            .Listed("media", "oven", "/oven/", "inherit", "/oven.png")
            .Listed("media", "old", "/old/", "inherit", "/old.png");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (path.StartsWith("/wp-json/", StringComparison.Ordinal))
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(Api(path, context.Request.Query).ToJsonString());
            return;
        }
        Visits.Enqueue(path);
        await BeforePage(path);
        if (path is "/oven.png" or "/loaf.png")
        {
            context.Response.ContentType = "image/png";
            await context.Response.Body.WriteAsync(Convert.FromBase64String(Picture));
            return;
        }
        if (path == "/sitemap.xml")
        {
            context.Response.ContentType = "application/xml";
            await context.Response.WriteAsync(
                $"<urlset>{string.Concat(pages.Keys.Select(page => $"<url><loc>{Url}{page}</loc></url>"))}</urlset>"
            );
            return;
        }
        if (!pages.TryGetValue(path, out var html))
        {
            context.Response.StatusCode = 404;
            return;
        }
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(html.Replace("{site}", Url, StringComparison.Ordinal));
    }

    private JsonNode Api(string path, IQueryCollection query) =>
        path switch
        {
            "/wp-json/" => new JsonObject { ["namespaces"] = new JsonArray("wp/v2"), ["name"] = "Fake" },
            "/wp-json/wp/v2/users/me" => new JsonObject
            {
                ["id"] = 1,
                ["capabilities"] = new JsonObject
                {
                    ["edit_posts"] = true,
                    ["edit_pages"] = true,
                    ["upload_files"] = true,
                },
            },
            _ => new JsonArray([
                .. (contents.GetValueOrDefault(path.Split('/')[^1]) ?? [])
                    .Skip(int.TryParse(query["offset"], CultureInfo.InvariantCulture, out var offset) ? offset : 0)
                    .Take(20)
                    .Select(item => item.DeepClone()),
            ]),
        };
}
