using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Infrastructure.Integrations.Calls;

namespace AiWebBuilder.Infrastructure.Integrations.WordPress;

/// <summary>
/// One of a site's collections, in the order of its ids. Offsets move when something before them is deleted: each page begins with the last item of
/// the page before, and where that is gone it begins further back, so that nothing is passed over.
/// </summary>
/// <param name="path">Below <c>wp/v2/</c>.</param>
/// <param name="right">What opens drafts and the texts as they were written; null: nothing more is there to open.</param>
internal sealed class WordPressContents(string path, string? right)
{
    private const int PageSize = 20;

    private const string Fields =
        "id,slug,status,link,modified_gmt,title,content,excerpt,template,parent,menu_order,featured_media,source_url,alt_text,caption,mime_type,media_details.width,media_details.height,media_details.filesize";

    public async Task<ContentBatch> ReadAsync(WordPressApi api, string? cursor, CancellationToken cancellationToken)
    {
        var (read, last) = Parse(cursor);
        var offset = Math.Max(0, read - 1);
        while (true)
        {
            var (items, total) = await PageAsync(api, offset, cancellationToken);
            if (offset > 0 && (items.Count == 0 || items[0].Id > last))
            {
                offset = Math.Max(0, offset - PageSize);
                continue;
            }
            return new ContentBatch(
                [.. items.Where(one => one.Id > last).Select(one => ContentOf(one.Id, one.Item))],
                items.Count < PageSize
                    ? null
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"{offset + items.Count}:{Math.Max(last, items[^1].Id)}"
                    ),
                total
            );
        }
    }

    private async Task<(List<(long Id, JsonObject Item)> Items, int? Total)> PageAsync(
        WordPressApi api,
        int offset,
        CancellationToken cancellationToken
    )
    {
        var rights =
            right is null ? ""
            : api.Has(right) ? "&context=edit&status=any"
            : "&status=publish";
        var answer = await api.GetAsync(
            $"wp/v2/{path}",
            string.Create(
                CultureInfo.InvariantCulture,
                $"orderby=id&order=asc&per_page={PageSize}&offset={offset}{rights}&_fields={Fields}"
            ),
            cancellationToken
        );
        if (answer.Status == HttpStatusCode.BadRequest && CodeOf(answer) == "rest_post_invalid_page_number")
        {
            return ([], null);
        }
        // Whoever is nobody is told that drafts are no status there are, and not that they are nobody.
        if (!answer.IsSuccess && (await api.MeAsync(cancellationToken)).Status == HttpStatusCode.Unauthorized)
        {
            throw new PlatformException(ConnectionProblems.WrongCredentials, CodeOf(answer) ?? "401");
        }
        return answer switch
        {
            { IsSuccess: true, Body: JsonArray items } => (
                [
                    .. items
                        .OfType<JsonObject>()
                        .Where(item => long.TryParse(item["id"].TextOf(), CultureInfo.InvariantCulture, out _))
                        .Select(item => (long.Parse(item["id"].TextOf()!, CultureInfo.InvariantCulture), item)),
                ],
                TotalOf(answer)
            ),
            {
                Status: HttpStatusCode.Unauthorized
                    or HttpStatusCode.Forbidden
                    or HttpStatusCode.NotFound
                    or HttpStatusCode.BadRequest
            } => throw new PlatformException(
                ConnectionProblems.MissingRights,
                $"this user may not list {path} ({CodeOf(answer) ?? PlatformCalls.Number(answer.Status)})"
            ),
            _ => throw new PlatformException(ConnectionProblems.Unreadable),
        };
    }

    private static FoundContent ContentOf(long id, JsonObject item) =>
        new(
            id.ToString(CultureInfo.InvariantCulture),
            Text(item["title"]),
            item["link"].TextOf(2000),
            item["status"].TextOf(50),
            item["modified_gmt"].TimeOf(),
            new JsonObject
            {
                ["slug"] = item["slug"].TextOf(),
                ["content"] = Text(item["content"]),
                ["isBlocks"] = (item["content"] as JsonObject)?["block_version"].TextOf() == "1",
                ["excerpt"] = Text(item["excerpt"]),
                ["template"] = item["template"].TextOf(),
                ["parent"] = item["parent"].TextOf(),
                ["menuOrder"] = item["menu_order"].TextOf(),
                ["featuredMedia"] = item["featured_media"].TextOf(),
                ["sourceUrl"] = item["source_url"].TextOf(),
                ["altText"] = item["alt_text"].TextOf(),
                ["caption"] = Text(item["caption"]),
                ["mimeType"] = item["mime_type"].TextOf(),
                ["width"] = (item["media_details"] as JsonObject)?["width"].TextOf(),
                ["height"] = (item["media_details"] as JsonObject)?["height"].TextOf(),
                ["bytes"] = (item["media_details"] as JsonObject)?["filesize"].TextOf(),
            }
        );

    /// <summary>As it was written where the rights are there for it, else as visitors see it.</summary>
    private static string? Text(JsonNode? node) =>
        node is JsonObject parts ? parts["raw"].TextOf() ?? parts["rendered"].TextOf() : node.TextOf();

    private static string? CodeOf(PlatformAnswer answer) => (answer.Body as JsonObject)?["code"].TextOf(100);

    private static int? TotalOf(PlatformAnswer answer) =>
        answer.Fetched.Headers.TryGetValues("X-WP-Total", out var values)
        && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var total)
            ? total
            : null;

    private static (int Read, long Last) Parse(string? cursor) =>
        cursor?.Split(':') is [var read, var last]
            ? (int.Parse(read, CultureInfo.InvariantCulture), long.Parse(last, CultureInfo.InvariantCulture))
            : (0, 0);
}
