using System.Text.Json.Nodes;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Integrations.Platforms.Reading;
using AiWebBuilder.Application.Integrations.Syncs;

namespace AiWebBuilder.Infrastructure.Integrations.GoHighLevel;

/// <summary>The API has no page's HTML: what it names a public address of is read there, and of everything else it is said how it comes in.</summary>
internal sealed class GoHighLevelSource : IPageSource
{
    private const string ByHand =
        "GoHighLevel's API does not give its HTML, and no address where it stands. Open it in a browser, save it as a file, and send that to POST /v1/imports; or send its public address there.";

    public IReadOnlyList<string> Objects { get; } =
    [PlatformObjects.Funnels, PlatformObjects.Posts, PlatformObjects.Emails];

    public Task<IReadOnlyList<PlatformPage>> ReadAsync(
        PlatformConnection connection,
        ContentView content,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult<IReadOnlyList<PlatformPage>>(
            content.Object == PlatformObjects.Funnels
                ? Pages(content)
                : [Page(content.Title ?? content.ExternalId, Public(content.Url))]
        );

    /// <summary>Each page by the address of its step.</summary>
    private static List<PlatformPage> Pages(ContentView funnel)
    {
        var steps = Members(funnel, "steps")
            .GroupBy(step => step["id"].TextOf() ?? "", StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        var pages = Members(funnel, "pages")
            .Select(page =>
                Page(
                    $"{funnel.Title}: {page["name"].TextOf()}",
                    page["stepId"].TextOf() is { } id && steps.TryGetValue(id, out var step)
                        ? Public(step["url"].TextOf(2000), funnel.Url)
                        : null
                )
            )
            .ToList();
        return pages.Count > 0 ? pages : [Page(funnel.Title ?? funnel.ExternalId, Public(funnel.Url))];
    }

    private static IEnumerable<JsonObject> Members(ContentView content, string name) =>
        (content.Data?[name] as JsonArray ?? []).OfType<JsonObject>();

    private static PlatformPage Page(string name, Uri? address) =>
        new(address?.AbsoluteUri ?? name, address, null, address is null ? ByHand : null);

    /// <param name="site">Where the path is below, if the API says so.</param>
    private static Uri? Public(string? address, string? site = null) =>
        Uri.TryCreate(address, UriKind.Absolute, out var whole) && whole.Scheme is "http" or "https" ? whole
        : address is not null
        && Uri.TryCreate(site, UriKind.Absolute, out var root)
        && root.Scheme is "http" or "https"
        && Uri.TryCreate(root, address, out var below)
            ? below
        : null;
}
