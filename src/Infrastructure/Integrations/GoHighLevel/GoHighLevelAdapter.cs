using System.Net;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Integrations.Platforms.Reading;
using AiWebBuilder.Application.Integrations.Platforms.Writing;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Infrastructure.Integrations.Calls;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.Infrastructure.Integrations.GoHighLevel;

/// <summary>GoHighLevel: one location, or one of an agency's.</summary>
internal sealed class GoHighLevelAdapter : PlatformAdapter
{
    internal const string Kind = "private_integration_token";
    private const string Location = "locationId";

    /// <summary>More than a person would look through; the others can be named by their id.</summary>
    private const int MostLocations = 500;
    private const int LocationsAtOnce = 100;

    /// <summary>What is read, by the scope that opens it: each is tried with the least that it answers.</summary>
    private static readonly (string Scope, string Path, string Query)[] Scopes =
    [
        ("funnels/funnel.readonly", "/funnels/funnel/list", "limit=1&offset=0&locationId="),
        ("blogs/list.readonly", "/blogs/site/all", "limit=1&skip=0&locationId="),
        ("emails/builder.readonly", "/emails/builder", "limit=1&offset=0&locationId="),
        ("forms.readonly", "/forms/", "limit=1&skip=0&locationId="),
        ("contacts.readonly", "/contacts/", "limit=1&locationId="),
        (
            "medias.readonly",
            "/medias/files",
            "altType=location&type=file&sortBy=createdAt&sortOrder=desc&limit=1&offset=0&altId="
        ),
    ];

    private readonly PlatformCalls calls;
    private readonly GoHighLevelTokens tokens;
    private readonly string address;

    public GoHighLevelAdapter(PlatformCalls calls, GoHighLevelTokens tokens, IOptions<PlatformOptions> options)
        : base(PlatformTypes.GoHighLevel)
    {
        this.calls = calls;
        this.tokens = tokens;
        address = options.Value.GoHighLevelAddress;
        Leads = new GoHighLevelLeads(calls, tokens, options);
        Writer = new GoHighLevelWriter(calls, tokens, options);
        Readers = new Dictionary<string, ContentReader>(StringComparer.Ordinal)
        {
            [PlatformObjects.Funnels] = Collection((contents, cursor, token) => contents.FunnelsAsync(cursor, token)),
            [PlatformObjects.Posts] = Collection((contents, cursor, token) => contents.PostsAsync(cursor, token)),
            [PlatformObjects.Emails] = Collection((contents, cursor, token) => contents.EmailsAsync(cursor, token)),
            [PlatformObjects.Forms] = Collection((contents, cursor, token) => contents.FormsAsync(cursor, token)),
            [PlatformObjects.Media] = Collection((contents, cursor, token) => contents.MediaAsync(cursor, token)),
            [PlatformObjects.CustomValues] = Collection((contents, _, token) => contents.ValuesAsync(token)),
        };
    }

    public override IReadOnlyDictionary<string, ContentReader> Readers { get; }

    public override IPageSource Pages { get; } = new GoHighLevelSource();

    public override ILeadWriter Leads { get; }

    public override IPageWriter Writer { get; }

    public override IReadOnlyList<CredentialKind> Credentials { get; } =
    [
        new(
            Kind,
            new("privateIntegrationToken", CredentialFormat.Token, IsSecret: true),
            new(Location, CredentialFormat.Token, IsRequired: false)
        ),
    ];

    public override IReadOnlyList<string> Choices => [Location];

    protected override async Task<ConnectionCheck> ProveAsync(
        PlatformConnection connection,
        CancellationToken cancellationToken
    )
    {
        var api = new GoHighLevelApi(calls, tokens, address, connection);
        var locations = connection.Metadata["locations"] as JsonArray;
        if (connection.Known(Location) is not { } chosen)
        {
            locations = await LocationsAsync(api, connection.Credential("companyId"), cancellationToken);
            if (locations is not [JsonObject only])
            {
                return NotChosen(locations);
            }
            chosen = only["id"]!.GetValue<string>();
        }
        var location = await LocationAsync(api, chosen, cancellationToken);
        var missing = await MissingAsync(api, chosen, cancellationToken);
        return new ConnectionCheck(
            ConnectionStatus.Connected,
            missing is [] ? null : ConnectionProblems.MissingRights,
            missing is []
                ? null
                : Advice(
                    ConnectionProblems.MissingRights,
                    $"the token has not the scopes {string.Join(", ", missing)}, so that these are not read; add them to it under Settings, Private Integrations"
                ),
            new JsonObject
            {
                [Location] = chosen,
                ["locations"] = locations?.DeepClone(),
                ["companyId"] = location["companyId"].TextOf(255),
                ["name"] = location["name"].TextOf(255),
                ["website"] = location["website"].TextOf(255),
                ["country"] = location["country"].TextOf(2),
                ["timezone"] = location["timezone"].TextOf(255),
                ["missingScopes"] = new JsonArray([.. missing.Select(scope => (JsonNode)scope)]),
            }.ToJsonString()
        )
        {
            AccountName = location["name"].TextOf(255),
            AccountEmail = location["email"].TextOf(255),
        };
    }

    private ContentReader Collection(
        Func<GoHighLevelContents, string?, CancellationToken, Task<ContentBatch>> readAsync
    ) =>
        Reader(
            [Kind],
            (connection, cursor, cancellationToken) =>
                readAsync(
                    new GoHighLevelContents(
                        new GoHighLevelApi(calls, tokens, address, connection),
                        connection.Known(Location)
                            ?? throw new PlatformException(
                                ConnectionProblems.LocationNotChosen,
                                "No location is chosen."
                            )
                    ),
                    cursor,
                    cancellationToken
                )
        );

    private ConnectionCheck NotChosen(JsonArray locations) =>
        new(
            ConnectionStatus.Pending,
            ConnectionProblems.LocationNotChosen,
            Advice(
                ConnectionProblems.LocationNotChosen,
                locations is []
                    ? "The token opens no list of locations: send the id of yours as platformMetadata.locationId (it stands under Settings, Business Profile), then verify again."
                    : "The token is an agency's: choose one of platformMetadata.locations, and send its id as platformMetadata.locationId, then verify again."
            ),
            new JsonObject { ["locations"] = locations }.ToJsonString()
        );

    /// <returns>None when the token is a location's own.</returns>
    private static async Task<JsonArray> LocationsAsync(
        GoHighLevelApi api,
        string? companyId,
        CancellationToken cancellationToken
    )
    {
        var company = companyId is null ? "" : $"&companyId={Uri.EscapeDataString(companyId)}";
        var found = new JsonArray();
        while (found.Count < MostLocations)
        {
            var answer = await api.GetAsync(
                "/locations/search",
                $"limit={LocationsAtOnce}&skip={found.Count}{company}",
                cancellationToken
            );
            if (!answer.IsSuccess || (answer.Body as JsonObject)?["locations"] is not JsonArray page)
            {
                break;
            }
            foreach (var one in page.OfType<JsonObject>().Where(one => one["id"].TextOf() is { Length: > 0 }))
            {
                found.Add(new JsonObject { ["id"] = one["id"].TextOf(100), ["name"] = one["name"].TextOf(255) });
            }
            if (page.Count < LocationsAtOnce)
            {
                break;
            }
        }
        return found;
    }

    private static async Task<JsonObject> LocationAsync(
        GoHighLevelApi api,
        string id,
        CancellationToken cancellationToken
    )
    {
        var answer = await api.GetAsync($"/locations/{Uri.EscapeDataString(id)}", "", cancellationToken);
        return (answer.Body as JsonObject)?["location"] as JsonObject is { } location && answer.IsSuccess
            ? location
            : throw (
                answer.Status switch
                {
                    HttpStatusCode.Unauthorized => new PlatformException(
                        ConnectionProblems.MissingRights,
                        "the token has not the scope locations.readonly"
                    ),
                    HttpStatusCode.Forbidden
                    or HttpStatusCode.NotFound
                    or HttpStatusCode.BadRequest
                    or HttpStatusCode.UnprocessableEntity => new(
                        ConnectionProblems.MissingRights,
                        "the token does not open this location: check its id, or send a token that was made in it"
                    ),
                    _ => new(ConnectionProblems.ServerError, PlatformCalls.Number(answer.Status)),
                }
            );
    }

    private static async Task<List<string>> MissingAsync(
        GoHighLevelApi api,
        string location,
        CancellationToken cancellationToken
    )
    {
        List<string> missing = [];
        foreach (var (scope, path, query) in Scopes)
        {
            var answer = await api.GetAsync(path, query + Uri.EscapeDataString(location), cancellationToken);
            if (answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            {
                missing.Add(scope);
            }
        }
        var values = await api.GetAsync(
            $"/locations/{Uri.EscapeDataString(location)}/customValues",
            "",
            cancellationToken
        );
        if (values.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            missing.Add("locations/customValues.readonly");
        }
        return missing;
    }
}
