using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Infrastructure.Integrations.Calls;

namespace AiWebBuilder.Infrastructure.Integrations.GoHighLevel;

/// <summary>What a location holds. Each list has paging of its own, and some say an object where they give a list: both are read.</summary>
internal sealed class GoHighLevelContents(GoHighLevelApi api, string location)
{
    private const int PageSize = 20;

    private string Location => Uri.EscapeDataString(location);

    /// <summary>Each funnel with its steps and the names of its pages: what stands on them the API does not have.</summary>
    public async Task<ContentBatch> FunnelsAsync(string? cursor, CancellationToken cancellationToken)
    {
        var from = Number(cursor);
        var (items, total) = await ListAsync(
            "/funnels/funnel/list",
            $"limit={PageSize}&offset={from}",
            cancellationToken
        );
        List<FoundContent> found = [];
        foreach (var funnel in items)
        {
            var pages = await PagesAsync(IdOf(funnel), cancellationToken);
            found.Add(
                Found(
                    funnel,
                    funnel["url"].TextOf(2000),
                    "dateUpdated",
                    new JsonObject
                    {
                        ["type"] = funnel["type"].TextOf(),
                        ["steps"] = new JsonArray([.. Steps(funnel)]),
                        ["pages"] = new JsonArray([.. pages]),
                    }
                )
            );
        }
        return Batch(found, items.Count, from, total);
    }

    public async Task<ContentBatch> PostsAsync(string? cursor, CancellationToken cancellationToken)
    {
        // One blog after the other, and in each its posts.
        var (blog, from) = cursor?.Split(':') is [var first, var second] ? (Number(first), Number(second)) : (0, 0);
        var (blogs, _) = await ListAsync("/blogs/site/all", $"limit=1&skip={blog}", cancellationToken);
        if (blogs is not [var site, ..])
        {
            return new ContentBatch([], Next: null, Total: null);
        }
        var id = IdOf(site);
        var (items, _) = await ListAsync(
            "/blogs/posts/all",
            $"blogId={Uri.EscapeDataString(id)}&limit={PageSize}&offset={from}",
            cancellationToken
        );
        return new ContentBatch(
            [
                .. items.Select(post =>
                    Found(
                        post,
                        post["canonicalLink"].TextOf(2000),
                        "updatedAt",
                        new JsonObject
                        {
                            ["blogId"] = id,
                            ["slug"] = post["urlSlug"].TextOf(),
                            ["description"] = post["description"].TextOf(),
                            ["imageUrl"] = post["imageUrl"].TextOf(),
                            ["imageAltText"] = post["imageAltText"].TextOf(),
                        }
                    )
                ),
            ],
            items.Count < PageSize
                ? string.Create(CultureInfo.InvariantCulture, $"{blog + 1}:0")
                : string.Create(CultureInfo.InvariantCulture, $"{blog}:{from + items.Count}"),
            Total: null
        );
    }

    public async Task<ContentBatch> EmailsAsync(string? cursor, CancellationToken cancellationToken)
    {
        var from = Number(cursor);
        var (items, total) = await ListAsync("/emails/builder", $"limit={PageSize}&offset={from}", cancellationToken);
        return Batch(
            [
                .. items.Select(email =>
                    Found(
                        email,
                        email["previewUrl"].TextOf(2000),
                        "lastUpdated",
                        new JsonObject
                        {
                            ["templateType"] = email["templateType"].TextOf(),
                            ["isPlainText"] = email["isPlainText"].TextOf(),
                        }
                    )
                ),
            ],
            items.Count,
            from,
            total
        );
    }

    public async Task<ContentBatch> FormsAsync(string? cursor, CancellationToken cancellationToken)
    {
        var from = Number(cursor);
        var (items, total) = await ListAsync("/forms/", $"limit={PageSize}&skip={from}", cancellationToken);
        return Batch([.. items.Select(form => Found(form, null, "dateUpdated", []))], items.Count, from, total);
    }

    public async Task<ContentBatch> MediaAsync(string? cursor, CancellationToken cancellationToken)
    {
        var from = Number(cursor);
        var body = Require(
            await api.GetAsync(
                "/medias/files",
                $"altType=location&altId={Location}&type=file&sortBy=createdAt&sortOrder=asc&limit={PageSize}&offset={from}",
                cancellationToken
            )
        );
        var items = ItemsOf(body);
        return Batch(
            [.. items.Select(file => Found(file, file["url"].TextOf(2000), "updatedAt", []))],
            items.Count,
            from,
            total: null
        );
    }

    public async Task<ContentBatch> ValuesAsync(CancellationToken cancellationToken)
    {
        var body = Require(await api.GetAsync($"/locations/{Location}/customValues", "", cancellationToken));
        var items = ItemsOf(body);
        return new ContentBatch(
            [
                .. items.Select(value =>
                    Found(
                        value,
                        null,
                        "dateUpdated",
                        new JsonObject
                        {
                            ["fieldKey"] = value["fieldKey"].TextOf(),
                            ["value"] = value["value"].TextOf(),
                        }
                    )
                ),
            ],
            Next: null,
            items.Count
        );
    }

    private async Task<List<JsonNode>> PagesAsync(string funnel, CancellationToken cancellationToken)
    {
        List<JsonNode> pages = [];
        while (true)
        {
            var (items, _) = await ListAsync(
                "/funnels/page",
                $"funnelId={Uri.EscapeDataString(funnel)}&limit={PageSize}&offset={pages.Count}",
                cancellationToken
            );
            pages.AddRange(
                items.Select(page => new JsonObject
                {
                    ["id"] = IdOf(page),
                    ["name"] = page["name"].TextOf(),
                    ["stepId"] = page["stepId"].TextOf(),
                })
            );
            if (items.Count < PageSize)
            {
                return pages;
            }
        }
    }

    private async Task<(List<JsonObject> Items, int? Total)> ListAsync(
        string path,
        string query,
        CancellationToken cancellationToken
    )
    {
        var body = Require(await api.GetAsync(path, $"locationId={Location}&{query}", cancellationToken));
        var total = (body["count"] ?? body["total"]).TextOf();
        return (ItemsOf(body), int.TryParse(total, CultureInfo.InvariantCulture, out var number) ? number : null);
    }

    private static JsonObject Require(PlatformAnswer answer) =>
        answer switch
        {
            { IsSuccess: true, Body: JsonObject body } => body,
            // A list without its envelope.
            { IsSuccess: true, Body: JsonArray list } => new JsonObject { ["items"] = list.DeepClone() },
            { Status: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } => throw new PlatformException(
                ConnectionProblems.MissingRights,
                "the token has not the scope for it; add it under Settings, Private Integrations"
            ),
            _ => throw new PlatformException(ConnectionProblems.ServerError, PlatformCalls.Number(answer.Status)),
        };

    /// <summary>The first list of things with an id, whatever it is called.</summary>
    private static List<JsonObject> ItemsOf(JsonObject body) =>
        body.Select(member => member.Value)
            .OfType<JsonArray>()
            .Select(list => list.OfType<JsonObject>().Where(one => IdOf(one).Length > 0).ToList())
            .FirstOrDefault(list => list.Count > 0)
        ?? [];

    private static IEnumerable<JsonNode> Steps(JsonObject funnel) =>
        (funnel["steps"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .Select(step => new JsonObject
            {
                ["id"] = IdOf(step),
                ["name"] = step["name"].TextOf(),
                ["type"] = step["type"].TextOf(),
                ["url"] = step["url"].TextOf(),
                ["sequence"] = step["sequence"].TextOf(),
            });

    private static FoundContent Found(JsonObject item, string? url, string modified, JsonObject data) =>
        new(
            IdOf(item),
            (item["name"] ?? item["title"]).TextOf(1000),
            url,
            item["status"].TextOf(50),
            (item[modified] ?? item["updatedAt"]).TimeOf(),
            data
        );

    private static string IdOf(JsonObject item) => (item["id"] ?? item["_id"]).TextOf(255) ?? "";

    private static ContentBatch Batch(IReadOnlyList<FoundContent> found, int read, int from, int? total) =>
        new(found, read < PageSize ? null : (from + read).ToString(CultureInfo.InvariantCulture), total);

    private static int Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
