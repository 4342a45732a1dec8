using System.Text;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Infrastructure.Http;
using AiWebBuilder.Infrastructure.Integrations.Calls;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.Infrastructure.Integrations.WordPress;

/// <summary>A site's REST API, wherever the site has it: with plain permalinks its root is itself a query.</summary>
internal sealed class WordPressApi(PlatformCalls calls, Uri root, PlatformConnection connection)
{
    private const string Relation = "https://api.w.org/";

    private readonly Dictionary<string, string> credentials = new(StringComparer.Ordinal)
    {
        ["Authorization"] =
            "Basic "
            + Convert.ToBase64String(
                Encoding.UTF8.GetBytes(
                    $"{connection.Credential("username")}:{connection.Credential("applicationPassword")}"
                )
            ),
    };

    public Uri Root => root;

    /// <summary>Whether the last verification found this right.</summary>
    public bool Has(string right) => (connection.Metadata["capabilities"] as JsonObject)?[right].TextOf() == "true";

    /// <summary>The API as the last verification found it.</summary>
    public static WordPressApi Of(PlatformCalls calls, PlatformConnection connection) =>
        connection.Known("apiRoot") is { } root
            ? new WordPressApi(calls, new Uri(root), connection)
            : throw new PlatformException(ConnectionProblems.NotVerified);

    /// <summary>Looks for the API as the handbook says: a Link header, a link in the page, then the usual places.</summary>
    /// <exception cref="PlatformException">There is none, or it is somewhere where the credentials should not go.</exception>
    public static async Task<(WordPressApi Api, JsonObject About)> FindAsync(
        PlatformCalls calls,
        PlatformConnection connection,
        CancellationToken cancellationToken
    )
    {
        var site = new Uri(connection.Credential("siteUrl")!);
        var front = await calls.FetchAsync(connection, new FetchRequest(site), cancellationToken);
        RequireSameSite(site, front.Address);
        PlatformException? last = null;
        foreach (var candidate in Candidates(front))
        {
            try
            {
                if (await AboutAsync(calls, connection, candidate, cancellationToken) is { } about)
                {
                    return (new WordPressApi(calls, candidate, connection), about);
                }
            }
            catch (PlatformException failure)
            {
                // What keeps the API from answering says more than that it is not in the other places.
                last = last is null or { Problem: ConnectionProblems.NotThePlatform } ? failure : last;
            }
        }
        throw last is null or { Problem: ConnectionProblems.NotThePlatform }
            ? new PlatformException(
                ConnectionProblems.NotThePlatform,
                last?.Detail ?? "it is announced nowhere, and not in its usual places."
            )
            : last;
    }

    /// <summary>Who the credentials are. Public routes answer whoever sends wrong ones as if nobody had signed in: this one tells.</summary>
    public Task<PlatformAnswer> MeAsync(CancellationToken cancellationToken) =>
        GetAsync("wp/v2/users/me", "context=edit", cancellationToken);

    /// <param name="path">As documented: <c>wp/v2/pages</c>.</param>
    /// <param name="query">Encoded.</param>
    public Task<PlatformAnswer> GetAsync(string path, string query, CancellationToken cancellationToken) =>
        calls.AskAsync(
            connection,
            new FetchRequest(AddressOf(path, query)) { Credentials = credentials },
            cancellationToken
        );

    public Task<PlatformAnswer> PostAsync(string path, JsonObject body, CancellationToken cancellationToken) =>
        calls.AskAsync(
            connection,
            new FetchRequest(AddressOf(path, "context=edit"))
            {
                Method = HttpMethod.Post,
                Credentials = credentials,
                Body = Encoding.UTF8.GetBytes(body.ToJsonString()),
            },
            cancellationToken
        );

    /// <summary>Into the media library. What WordPress cannot take it calls an error of its own.</summary>
    /// <param name="name">Of letters, digits, dashes and dots.</param>
    public Task<PlatformAnswer> UploadAsync(
        string name,
        string contentType,
        byte[] content,
        CancellationToken cancellationToken
    ) =>
        calls.AskAsync(
            connection,
            new FetchRequest(AddressOf("wp/v2/media", "context=edit"))
            {
                Method = HttpMethod.Post,
                Credentials = credentials,
                Headers = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["Content-Disposition"] = $"attachment; filename=\"{name}\"",
                },
                Body = content,
                ContentType = contentType,
            },
            cancellationToken,
            isFault: answer =>
                (answer as JsonObject)?["code"].TextOf(100)?.StartsWith("rest_upload", StringComparison.Ordinal) != true
        );

    public Task<PlatformAnswer> DeleteAsync(string path, CancellationToken cancellationToken) =>
        calls.AskAsync(
            connection,
            new FetchRequest(AddressOf(path, "force=false")) { Method = HttpMethod.Delete, Credentials = credentials },
            cancellationToken
        );

    private Uri AddressOf(string path, string query)
    {
        var isPlain = root.Query.Length > 0;
        return new Uri($"{root.AbsoluteUri}{path}{(isPlain ? '&' : '?')}{query}");
    }

    private static IEnumerable<Uri> Candidates(Fetched front)
    {
        var announced = new[] { FromHeaders(front), FromPage(front) }.OfType<Uri>();
        var folder = new Uri(front.Address, ".");
        Uri[] usual = [new(folder, "wp-json/"), new(folder, "?rest_route=/"), new(folder, "index.php?rest_route=/")];
        return announced
            // A site that calls itself http and is served over https is common; elsewhere its credentials do not go.
            .Select(root =>
                root.Scheme == "http" && front.Address.Scheme == "https" && root.IsDefaultPort
                    ? new UriBuilder(root) { Scheme = "https", Port = -1 }.Uri
                    : root
            )
            .Where(root => root.Scheme is "http" or "https" && root.Authority == front.Address.Authority)
            .Concat(usual)
            .Distinct();
    }

    private static Uri? FromHeaders(Fetched front)
    {
        if (!front.Headers.TryGetValues("Link", out var links))
        {
            return null;
        }
        foreach (var link in links.SelectMany(value => value.Split(',')))
        {
            var end = link.IndexOf('>', StringComparison.Ordinal);
            if (
                end > 0
                && link.TrimStart().StartsWith('<')
                && link[end..].Contains(Relation, StringComparison.Ordinal)
                && Uri.TryCreate(front.Address, link[..end].TrimStart()[1..], out var root)
            )
            {
                return root;
            }
        }
        return null;
    }

    private static Uri? FromPage(Fetched front)
    {
        if (front.MediaType is not ("text/html" or "application/xhtml+xml"))
        {
            return null;
        }
        using var page = new HtmlParser().ParseDocument(front.Text());
        var href = page.QuerySelector($"link[rel='{Relation}']")?.GetAttribute("href");
        return href is not null && Uri.TryCreate(front.Address, href, out var root) ? root : null;
    }

    /// <returns>What the API says of itself; null: it is none.</returns>
    private static async Task<JsonObject?> AboutAsync(
        PlatformCalls calls,
        PlatformConnection connection,
        Uri root,
        CancellationToken cancellationToken
    )
    {
        var answer = await calls.AskAsync(connection, new FetchRequest(root), cancellationToken);
        return
            answer is { IsSuccess: true, Body: JsonObject about }
            && about["namespaces"] is JsonArray spaces
            && spaces.Any(space => space.TextOf() == "wp/v2")
            ? about
            : null;
    }

    /// <summary>With and without www a site is the same; what else an address leads to is for a person to say.</summary>
    private static void RequireSameSite(Uri asked, Uri found)
    {
        if (!IsSameSite(asked, found))
        {
            throw new PlatformException(ConnectionProblems.Redirects, found.GetLeftPart(UriPartial.Authority));
        }
        if (asked.Scheme == "https" && found.Scheme == "http")
        {
            throw new PlatformException(ConnectionProblems.Insecure);
        }
    }

    public static bool IsSameSite(Uri one, Uri other) => Bare(one) == Bare(other);

    private static string Bare(Uri address) =>
        address.IdnHost.StartsWith("www.", StringComparison.Ordinal) ? address.IdnHost[4..] : address.IdnHost;
}
