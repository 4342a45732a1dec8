using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace AiWebBuilder.IntegrationTests.Integrations.Fakes;

/// <summary>As much of a site's API as a sync asks for, to have happen between two requests what a real site does only by chance.</summary>
internal sealed class FakeWordPress : IAsyncDisposable
{
    private FakeServer server = null!;

    public string Url => server.Url;

    /// <summary>The pages, in the order of their ids.</summary>
    public List<JsonObject> Pages { get; } = [];

    /// <summary>Called after each page of the list, with how many have been answered.</summary>
    public Action<int> AfterPage { get; set; } = _ => { };

    private int answered;

    public static async Task<FakeWordPress> StartAsync(int pages)
    {
        var fake = new FakeWordPress();
        fake.Pages.AddRange(
            Enumerable
                .Range(1, pages)
                .Select(id => new JsonObject
                {
                    ["id"] = id,
                    ["title"] = new JsonObject { ["raw"] = $"Page {id}" },
                })
        );
        fake.server = await FakeServer.StartAsync(fake.AnswerAsync);
        return fake;
    }

    public object Credentials =>
        new
        {
            siteUrl = Url,
            username = "admin",
            applicationPassword = "abcd EFGH 1234 ijkl",
        };

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var (status, body) = context.Request.Path.Value switch
        {
            "/wp-json/" => (200, new JsonObject { ["namespaces"] = new JsonArray("wp/v2"), ["name"] = "Fake" }),
            "/wp-json/wp/v2/users/me" => (
                200,
                new JsonObject
                {
                    ["id"] = 1,
                    ["capabilities"] = new JsonObject { ["edit_posts"] = "1", ["edit_pages"] = true },
                }
            ),
            "/wp-json/wp/v2/pages" => List(int.Parse(query["offset"]!, CultureInfo.InvariantCulture)),
            "/wp-json/wp/v2/posts" or "/wp-json/wp/v2/media" => (200, new JsonArray()),
            _ => (200, (JsonNode)new JsonArray()),
        };
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        // Half of a surrogate pair, which no JSON of .NET's would hold.
        await context.Response.WriteAsync(body.ToJsonString().Replace("HALF", "\\ud800", StringComparison.Ordinal));
        if (context.Request.Path == "/wp-json/wp/v2/pages")
        {
            AfterPage(++answered);
        }
    }

    /// <summary>Some versions refuse what lies past the end, and some answer an empty list.</summary>
    private (int, JsonNode) List(int offset) =>
        offset > Pages.Count
            ? (400, new JsonObject { ["code"] = "rest_post_invalid_page_number", ["data"] = null })
            : (200, new JsonArray([.. Pages.Skip(offset).Take(20).Select(page => page.DeepClone())]));
}
