using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Contracts.Exports;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Integrations.Platforms.Writing;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Domain.Integrations.Exports;
using AiWebBuilder.Infrastructure.Integrations.Calls;

namespace AiWebBuilder.Infrastructure.Integrations.WordPress;

/// <summary>
/// Pages and media of a site. WordPress has no way to say "only if nobody has changed it", so that whoever writes looks first, and no
/// place of its own for a mark that any site keeps: it stands in the content, where a search finds it.
/// </summary>
internal sealed class WordPressWriter(PlatformCalls calls) : IPageWriter
{
    private static readonly PlatformTexts Texts = PlatformTexts.Of(PlatformTypes.WordPress);

    internal const string Fields =
        "id,slug,status,link,permalink_template,modified_gmt,title.raw,content.raw,excerpt.raw";

    /// <summary>Pages are made; posts that were imported are updated.</summary>
    public IReadOnlyList<string> Objects { get; } =
    [PlatformObjects.Pages, PlatformObjects.Posts, PlatformObjects.Media];

    public string? PagesByHand => null;

    public IReadOnlyList<CopyPiece> PiecesOf(CampaignCopy copy) => [];

    public bool KeepsStyles(PlatformConnection connection) => WordPressApi.Of(calls, connection).Has("unfiltered_html");

    public Task<StandingPage?> FindAsync(
        PlatformConnection connection,
        string @object,
        string mark,
        CancellationToken cancellationToken
    ) =>
        AskAsync(
            connection,
            async api =>
            {
                var answer = await api.GetAsync(
                    "wp/v2/pages",
                    $"context=edit&status=any&search={mark}&orderby=id&order=asc&per_page=1&_fields={Fields}",
                    cancellationToken
                );
                return answer is { IsSuccess: true, Body: JsonArray found }
                    ? found.OfType<JsonObject>().Select(PageOf).FirstOrDefault()
                    : throw await RefusalAsync(api, answer, "write pages", cancellationToken);
            }
        );

    public Task<StandingPage?> GetAsync(
        PlatformConnection connection,
        string @object,
        string externalId,
        CancellationToken cancellationToken
    ) =>
        AskAsync(
            connection,
            async api =>
            {
                var answer = await api.GetAsync(
                    $"wp/v2/{@object}/{externalId}",
                    $"context=edit&_fields={Fields}",
                    cancellationToken
                );
                return IsGone(answer) ? null
                    : answer is not { IsSuccess: true, Body: JsonObject page }
                        ? throw await RefusalAsync(api, answer, "read the page", cancellationToken)
                    : page["status"].TextOf() == "trash" ? null
                    : PageOf(page);
            }
        );

    public Task<StandingPage> CreateAsync(
        PlatformConnection connection,
        string @object,
        string slug,
        PageDraft draft,
        CancellationToken cancellationToken
    )
    {
        var body = BodyOf(draft);
        body["slug"] = slug;
        return WriteAsync(connection, "wp/v2/pages", body, cancellationToken);
    }

    public Task<StandingPage> UpdateAsync(
        PlatformConnection connection,
        string @object,
        string externalId,
        PageDraft draft,
        CancellationToken cancellationToken
    ) => WriteAsync(connection, $"wp/v2/{@object}/{externalId}", BodyOf(draft), cancellationToken);

    public Task TrashAsync(
        PlatformConnection connection,
        string @object,
        string externalId,
        CancellationToken cancellationToken
    ) =>
        AskAsync(
            connection,
            async api =>
            {
                var answer = await api.DeleteAsync($"wp/v2/{@object}/{externalId}", cancellationToken);
                return answer.IsSuccess || IsGone(answer) || CodeOf(answer) == "rest_already_trashed"
                    ? true
                    : throw await RefusalAsync(api, answer, "put the page into the trash", cancellationToken);
            }
        );

    public Task<StandingMedia?> GetMediaAsync(
        PlatformConnection connection,
        string externalId,
        CancellationToken cancellationToken
    ) =>
        AskAsync(
            connection,
            async api =>
            {
                var answer = await api.GetAsync(
                    $"wp/v2/media/{externalId}",
                    "_fields=id,source_url",
                    cancellationToken
                );
                return IsGone(answer) ? null
                    : answer is { IsSuccess: true, Body: JsonObject media } ? MediaOf(media)
                    : throw await RefusalAsync(api, answer, "read the media library", cancellationToken);
            }
        );

    public Task<StandingMedia> UploadAsync(
        PlatformConnection connection,
        string name,
        string contentType,
        byte[] content,
        string? alt,
        CancellationToken cancellationToken
    ) =>
        AskAsync(
            connection,
            async api =>
            {
                var slug = name[..name.LastIndexOf('.')];
                var there = await api.GetAsync("wp/v2/media", $"slug={slug}&_fields=id,source_url", cancellationToken);
                if (there is { IsSuccess: true, Body: JsonArray found } && found.FirstOrDefault() is JsonObject first)
                {
                    return MediaOf(first);
                }
                var answer = await api.UploadAsync(name, contentType, content, cancellationToken);
                if (answer is not { IsSuccess: true, Body: JsonObject media })
                {
                    throw await RefusalAsync(api, answer, $"upload {name}", cancellationToken);
                }
                var made = MediaOf(media);
                if (alt is not null)
                {
                    await api.PostAsync(
                        $"wp/v2/media/{made.ExternalId}",
                        new JsonObject { ["alt_text"] = alt },
                        cancellationToken
                    );
                }
                return made;
            }
        );

    private Task<StandingPage> WriteAsync(
        PlatformConnection connection,
        string path,
        JsonObject body,
        CancellationToken cancellationToken
    ) =>
        AskAsync(
            connection,
            async api =>
            {
                var answer = await api.PostAsync(path, body, cancellationToken);
                return answer is { IsSuccess: true, Body: JsonObject page }
                    ? PageOf(page)
                    : throw await RefusalAsync(
                        api,
                        answer,
                        body["slug"] is null ? "change the page" : "write pages",
                        cancellationToken
                    );
            }
        );

    private async Task<T> AskAsync<T>(PlatformConnection connection, Func<WordPressApi, Task<T>> ask)
    {
        try
        {
            return await ask(WordPressApi.Of(calls, connection));
        }
        catch (PlatformException failure)
        {
            throw Texts.UnavailableOf(failure);
        }
    }

    private static JsonObject BodyOf(PageDraft draft)
    {
        var body = new JsonObject
        {
            ["title"] = draft.Title,
            ["excerpt"] = draft.Excerpt,
            ["content"] = draft.Content,
        };
        if (draft.Status is { } status)
        {
            body["status"] = status;
        }
        return body;
    }

    /// <exception cref="PlatformException">It is no page.</exception>
    internal static StandingPage PageOf(JsonObject page)
    {
        if (!long.TryParse(page["id"].TextOf(), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            throw new PlatformException(ConnectionProblems.Unreadable);
        }
        var link = page["link"].TextOf(2000) ?? "";
        return new(
            id.ToString(CultureInfo.InvariantCulture),
            new PageState(
                page["status"].TextOf(50) ?? "",
                Raw(page["title"]),
                Raw(page["excerpt"]),
                Raw(page["content"])
            ),
            link,
            // A draft has no address of its own yet: the template says what it is going to be.
            page["slug"].TextOf(500)
                is { Length: > 0 } slug
            && page["permalink_template"].TextOf(2000) is { } template
            && Places.FirstOrDefault(place => template.Contains(place, StringComparison.Ordinal)) is { } place
                ? template.Replace(place, slug, StringComparison.Ordinal)
                : link,
            page["modified_gmt"].TimeOf()
        );
    }

    private static readonly string[] Places = ["%pagename%", "%postname%"];

    private static StandingMedia MediaOf(JsonObject media) =>
        media["id"].TextOf(20) is { } id && media["source_url"].TextOf(2000) is { } url
            ? new(id, url)
            : throw new PlatformException(ConnectionProblems.Unreadable);

    private static string Raw(JsonNode? text) => (text as JsonObject)?["raw"].TextOf() ?? "";

    internal static bool IsGone(PlatformAnswer answer) =>
        answer.Status == HttpStatusCode.NotFound && CodeOf(answer) == "rest_post_invalid_id";

    /// <summary>Whoever is nobody is told all sorts of things, and not always that they are nobody.</summary>
    internal static async Task<PlatformException> RefusalAsync(
        WordPressApi api,
        PlatformAnswer answer,
        string what,
        CancellationToken cancellationToken
    ) =>
        answer.Status == HttpStatusCode.Unauthorized
        || (await api.MeAsync(cancellationToken)).Status == HttpStatusCode.Unauthorized
            ? new(ConnectionProblems.WrongCredentials, CodeOf(answer) ?? "401")
            : new(
                ConnectionProblems.MissingRights,
                $"this user may not {what} ({CodeOf(answer) ?? PlatformCalls.Number(answer.Status)})"
            );

    private static string? CodeOf(PlatformAnswer answer) => (answer.Body as JsonObject)?["code"].TextOf(100);
}
