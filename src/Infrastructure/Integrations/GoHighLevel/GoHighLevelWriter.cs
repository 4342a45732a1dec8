using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Contracts.Exports;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Integrations.Platforms.Writing;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Domain.Integrations.Exports;
using AiWebBuilder.Infrastructure.Integrations.Calls;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.Infrastructure.Integrations.GoHighLevel;

/// <summary>
/// Custom values, e-mail templates and media of a location: its API has no way to write pages. Of a template it says when it was saved, and not what is in
/// it; a value or a template bears the mark at the end of its name.
/// </summary>
internal sealed class GoHighLevelWriter(
    PlatformCalls calls,
    GoHighLevelTokens tokens,
    IOptions<PlatformOptions> options
) : IPageWriter
{
    private const int PageSize = 50;
    private const int MostTemplates = 5000;

    private static readonly PlatformTexts Texts = PlatformTexts.Of(PlatformTypes.GoHighLevel);

    public IReadOnlyList<string> Objects { get; } =
    [PlatformObjects.CustomValues, PlatformObjects.Emails, PlatformObjects.Media];

    public string PagesByHand =>
        "GoHighLevel's API has no way to write pages: GET /v1/campaigns/{campaignId}/exports/paste has each as one piece of code, with the steps to paste it there.";

    public IReadOnlyList<CopyPiece> PiecesOf(CampaignCopy copy) => GoHighLevelCopy.PiecesOf(copy);

    public bool KeepsStyles(PlatformConnection connection) => true;

    public Task<StandingPage?> FindAsync(
        PlatformConnection connection,
        string @object,
        string mark,
        CancellationToken cancellationToken
    ) =>
        AskAsync(
            connection,
            async (api, location) =>
                (await StandingAsync(api, location, @object, cancellationToken)).FirstOrDefault(one =>
                    one.State.Title.EndsWith(mark[^8..], StringComparison.Ordinal)
                )
        );

    public Task<StandingPage?> GetAsync(
        PlatformConnection connection,
        string @object,
        string externalId,
        CancellationToken cancellationToken
    ) =>
        AskAsync(
            connection,
            async (api, location) =>
                (await StandingAsync(api, location, @object, cancellationToken)).FirstOrDefault(one =>
                    one.ExternalId == externalId
                )
        );

    public Task<StandingPage> CreateAsync(
        PlatformConnection connection,
        string @object,
        string slug,
        PageDraft draft,
        CancellationToken cancellationToken
    ) =>
        AskAsync(
            connection,
            async (api, location) =>
            {
                if (@object != PlatformObjects.Emails)
                {
                    var made = Require(
                        await api.PostAsync(ValuesOf(location), ValueOf(draft), cancellationToken),
                        "locations/customValues.write"
                    );
                    return ValueIn(made["customValue"]);
                }
                var template = Require(
                    await api.PostAsync(
                        "/emails/builder",
                        new JsonObject
                        {
                            ["locationId"] = location,
                            ["type"] = "html",
                            ["title"] = draft.Title,
                            ["name"] = draft.Title,
                            ["isPlainText"] = false,
                        },
                        cancellationToken
                    ),
                    "emails/builder.write"
                );
                return await SaveAsync(
                    api,
                    location,
                    (template["redirect"] ?? template["id"]).TextOf(255)
                        ?? throw new PlatformException(ConnectionProblems.Unreadable),
                    draft,
                    cancellationToken
                );
            }
        );

    public Task<StandingPage> UpdateAsync(
        PlatformConnection connection,
        string @object,
        string externalId,
        PageDraft draft,
        CancellationToken cancellationToken
    ) =>
        AskAsync(
            connection,
            async (api, location) =>
                @object == PlatformObjects.Emails
                    ? await SaveAsync(api, location, externalId, draft, cancellationToken)
                    : ValueIn(
                        Require(
                            await api.PutAsync(
                                $"{ValuesOf(location)}/{Uri.EscapeDataString(externalId)}",
                                ValueOf(draft),
                                cancellationToken
                            ),
                            "locations/customValues.write"
                        )["customValue"]
                    )
        );

    public Task TrashAsync(
        PlatformConnection connection,
        string @object,
        string externalId,
        CancellationToken cancellationToken
    ) =>
        AskAsync(
            connection,
            async (api, location) =>
            {
                var (address, scope) =
                    @object == PlatformObjects.Emails
                        ? ($"/emails/builder/{Uri.EscapeDataString(location)}", "emails/builder.write")
                        : (ValuesOf(location), "locations/customValues.write");
                var answer = await api.DeleteAsync($"{address}/{Uri.EscapeDataString(externalId)}", cancellationToken);
                if (answer.Status != HttpStatusCode.NotFound)
                {
                    Require(answer, scope);
                }
                return true;
            }
        );

    /// <summary>The library is searched by names, so that a file is known by its id and its name.</summary>
    public Task<StandingMedia?> GetMediaAsync(
        PlatformConnection connection,
        string externalId,
        CancellationToken cancellationToken
    ) =>
        AskAsync(
            connection,
            async (api, location) =>
                externalId.Split(':', 2) is [_, var name]
                && await FileAsync(api, location, name, cancellationToken) is { } file
                && file.ExternalId == externalId
                    ? file
                    : null
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
            async (api, location) =>
            {
                if (await FileAsync(api, location, name, cancellationToken) is { } there)
                {
                    return there;
                }
                var made = Require(
                    await api.UploadAsync(
                        "/medias/upload-file",
                        name,
                        contentType,
                        content,
                        new Dictionary<string, string>(StringComparer.Ordinal)
                        {
                            ["hosted"] = "false",
                            ["name"] = name,
                        },
                        cancellationToken
                    ),
                    "medias.write"
                );
                return made["fileId"].TextOf(200) is { } id && made["url"].TextOf(2000) is { } url
                    ? new StandingMedia($"{id}:{name}", url)
                    : throw new PlatformException(ConnectionProblems.Unreadable);
            }
        );

    /// <summary>What is in it, and then when it was saved, which the answer does not say.</summary>
    private static async Task<StandingPage> SaveAsync(
        GoHighLevelApi api,
        string location,
        string id,
        PageDraft draft,
        CancellationToken cancellationToken
    )
    {
        Require(
            await api.PostAsync(
                "/emails/builder/data",
                new JsonObject
                {
                    ["locationId"] = location,
                    ["templateId"] = id,
                    ["updatedBy"] = "AiWebBuilder",
                    ["html"] = draft.Content,
                    ["editorType"] = "html",
                    ["dnd"] = new JsonObject
                    {
                        ["elements"] = new JsonArray(),
                        ["attrs"] = new JsonObject(),
                        ["templateSettings"] = new JsonObject(),
                    },
                    ["isPlainText"] = false,
                },
                cancellationToken
            ),
            "emails/builder.write"
        );
        var saved =
            (await TemplatesAsync(api, location, cancellationToken)).FirstOrDefault(one => one.ExternalId == id)
            ?? throw new PlatformException(ConnectionProblems.Unreadable);
        return saved with { State = saved.State with { Content = draft.Content } };
    }

    private static async Task<IReadOnlyList<StandingPage>> ValuesAsync(
        GoHighLevelApi api,
        string location,
        CancellationToken cancellationToken
    ) =>
        Require(await api.GetAsync(ValuesOf(location), "", cancellationToken), "locations/customValues.readonly")[
            "customValues"
        ]
            is JsonArray values
            ? [.. values.Select(ValueIn)]
            : throw new PlatformException(ConnectionProblems.Unreadable);

    private static async Task<IReadOnlyList<StandingPage>> StandingAsync(
        GoHighLevelApi api,
        string location,
        string @object,
        CancellationToken cancellationToken
    ) =>
        @object == PlatformObjects.Emails
            ? await TemplatesAsync(api, location, cancellationToken)
            : await ValuesAsync(api, location, cancellationToken);

    private static async Task<IReadOnlyList<StandingPage>> TemplatesAsync(
        GoHighLevelApi api,
        string location,
        CancellationToken cancellationToken
    )
    {
        List<StandingPage> templates = [];
        while (templates.Count < MostTemplates)
        {
            var query = string.Create(
                CultureInfo.InvariantCulture,
                $"locationId={Uri.EscapeDataString(location)}&limit={PageSize}&offset={templates.Count}"
            );
            var body = Require(
                await api.GetAsync("/emails/builder", query, cancellationToken),
                "emails/builder.readonly"
            );
            var page = (body["builders"] as JsonArray ?? []).OfType<JsonObject>().Select(TemplateIn).ToArray();
            templates.AddRange(page);
            if (page.Length < PageSize)
            {
                break;
            }
        }
        return templates;
    }

    private static StandingPage TemplateIn(JsonObject template) =>
        new(
            (template["id"] ?? template["_id"]).TextOf(255) ?? "",
            new PageState("", template["name"].TextOf(1000) ?? "", "", ""),
            template["previewUrl"].TextOf(2000) ?? "",
            template["previewUrl"].TextOf(2000) ?? "",
            template["lastUpdated"].TimeOf()
        )
        {
            IsReadable = false,
        };

    private static StandingPage ValueIn(JsonNode? value) =>
        value is JsonObject one && one["id"].TextOf(255) is { } id
            ? new(id, new PageState("", one["name"].TextOf() ?? "", "", one["value"].TextOf() ?? ""), "", "", null)
            {
                MergeField = one["fieldKey"].TextOf(500),
            }
            : throw new PlatformException(ConnectionProblems.Unreadable);

    private static async Task<StandingMedia?> FileAsync(
        GoHighLevelApi api,
        string location,
        string name,
        CancellationToken cancellationToken
    )
    {
        var body = Require(
            await api.GetAsync(
                "/medias/files",
                $"altType=location&altId={Uri.EscapeDataString(location)}&type=file&sortBy=createdAt&sortOrder=desc&limit={PageSize}&offset=0&query={Uri.EscapeDataString(name)}",
                cancellationToken
            ),
            "medias.readonly"
        );
        return (body["files"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .Where(file => file["name"].TextOf() == name && file["url"].TextOf(2000) is not null)
            .Select(file => new StandingMedia(
                $"{(file["id"] ?? file["_id"]).TextOf(200)}:{name}",
                file["url"].TextOf(2000)!
            ))
            .FirstOrDefault();
    }

    private async Task<T> AskAsync<T>(PlatformConnection connection, Func<GoHighLevelApi, string, Task<T>> ask)
    {
        try
        {
            return await ask(
                new GoHighLevelApi(calls, tokens, options.Value.GoHighLevelAddress, connection),
                connection.Known("locationId")
                    ?? throw new PlatformException(ConnectionProblems.LocationNotChosen, "No location is chosen.")
            );
        }
        catch (PlatformException failure)
        {
            throw Texts.UnavailableOf(failure);
        }
    }

    private static string ValuesOf(string location) => $"/locations/{Uri.EscapeDataString(location)}/customValues";

    private static JsonObject ValueOf(PageDraft draft) => new() { ["name"] = draft.Title, ["value"] = draft.Content };

    private static JsonObject Require(PlatformAnswer answer, string scope) =>
        answer switch
        {
            { IsSuccess: true } => answer.Body as JsonObject ?? [],
            { Status: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } => throw new PlatformException(
                ConnectionProblems.MissingRights,
                $"the token has not the scope {scope}; add it under Settings, Private Integrations"
            ),
            { Status: HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity } => throw new PlatformException(
                ConnectionProblems.MissingRights,
                $"GoHighLevel does not take it (status {PlatformCalls.Number(answer.Status)})"
            ),
            _ => throw new PlatformException(ConnectionProblems.ServerError, PlatformCalls.Number(answer.Status)),
        };
}
