using System.Net;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Integrations.Platforms.Reading;
using AiWebBuilder.Application.Integrations.Platforms.Writing;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Infrastructure.Integrations.Calls;

namespace AiWebBuilder.Infrastructure.Integrations.WordPress;

/// <summary>WordPress by its REST API, with an application password.</summary>
internal sealed class WordPressAdapter : PlatformAdapter
{
    private const string Kind = "application_password";

    private readonly PlatformCalls calls;

    public WordPressAdapter(PlatformCalls calls)
        : base(PlatformTypes.WordPress)
    {
        this.calls = calls;
        Readers = new Dictionary<string, ContentReader>(StringComparer.Ordinal)
        {
            [PlatformObjects.Pages] = Collection("pages", "edit_pages"),
            [PlatformObjects.Posts] = Collection("posts", "edit_posts"),
            [PlatformObjects.Media] = Collection("media", right: null),
        };
        Pages = new WordPressSource(calls);
        Writer = new WordPressWriter(calls);
    }

    public override IReadOnlyDictionary<string, ContentReader> Readers { get; }

    public override IPageSource Pages { get; }

    public override IPageWriter Writer { get; }

    /// <summary>What reading and writing ask for; without the last, scripts and forms are taken out of what is written, without a word.</summary>
    private static readonly string[] Rights =
    [
        "edit_posts",
        "publish_posts",
        "edit_pages",
        "publish_pages",
        "upload_files",
        "unfiltered_html",
    ];

    public override IReadOnlyList<CredentialKind> Credentials { get; } =
    [
        new(
            Kind,
            new("siteUrl", CredentialFormat.Address),
            new("username", CredentialFormat.Text),
            new("applicationPassword", CredentialFormat.Text, IsSecret: true)
        ),
    ];

    protected override async Task<ConnectionCheck> ProveAsync(
        PlatformConnection connection,
        CancellationToken cancellationToken
    )
    {
        var (api, about) = await WordPressApi.FindAsync(calls, connection, cancellationToken);
        var me = await api.MeAsync(cancellationToken);
        if (me is not { IsSuccess: true, Body: JsonObject user } || user["capabilities"] is not JsonObject capabilities)
        {
            throw Refusal(me, about);
        }
        var rights = Rights.ToDictionary(right => right, right => IsTrue(capabilities[right]));
        if (!rights["edit_posts"])
        {
            throw new PlatformException(
                ConnectionProblems.MissingRights,
                "this user may not write posts: send the application password of an editor or administrator"
            );
        }
        var missing = rights.Where(right => !right.Value).Select(right => right.Key).ToArray();
        return new ConnectionCheck(
            ConnectionStatus.Connected,
            missing is [] ? null : ConnectionProblems.MissingRights,
            missing is []
                ? null
                : Advice(
                    ConnectionProblems.MissingRights,
                    $"this user lacks {string.Join(", ", missing)}, so that some of it cannot be written; an administrator's application password has all"
                ),
            new JsonObject
            {
                ["siteUrl"] = connection.Credential("siteUrl"),
                ["username"] = connection.Credential("username"),
                ["apiRoot"] = api.Root.AbsoluteUri,
                ["name"] = about["name"].TextOf(255),
                ["userId"] = user["id"].TextOf(20),
                ["roles"] = new JsonArray([
                    .. (user["roles"] as JsonArray ?? []).Select(role => (JsonNode?)role.TextOf(100)),
                ]),
                ["capabilities"] = new JsonObject(
                    rights.Select(right => KeyValuePair.Create(right.Key, (JsonNode?)right.Value))
                ),
            }.ToJsonString()
        )
        {
            AccountName = about["name"].TextOf(255) is { Length: > 0 } name ? name : user["name"].TextOf(255),
            AccountEmail = user["email"].TextOf(255),
        };
    }

    private ContentReader Collection(string path, string? right)
    {
        var contents = new WordPressContents(path, right);
        return Reader(
            [Kind],
            (connection, cursor, cancellationToken) =>
                contents.ReadAsync(WordPressApi.Of(calls, connection), cursor, cancellationToken)
        );
    }

    private static PlatformException Refusal(PlatformAnswer answer, JsonObject about)
    {
        var code = (answer.Body as JsonObject)?["code"].TextOf(100);
        return answer.Status switch
        {
            HttpStatusCode.Unauthorized when about["authentication"] is JsonArray { Count: 0 } => new(
                ConnectionProblems.MissingRights,
                "the site has application passwords switched off: it needs https, and no plug-in that forbids them"
            ),
            HttpStatusCode.Unauthorized => new(ConnectionProblems.WrongCredentials, code ?? "401"),
            HttpStatusCode.Forbidden => new(
                ConnectionProblems.MissingRights,
                "this user may not read its own profile through the API"
            ),
            HttpStatusCode.NotFound => new(
                ConnectionProblems.NotThePlatform,
                "the site hides its users, which verification asks for."
            ),
            _ => new(ConnectionProblems.ServerError, PlatformCalls.Number(answer.Status)),
        };
    }

    /// <summary>Plug-ins write capabilities as they like: true, 1, "1".</summary>
    private static bool IsTrue(JsonNode? node) => node.TextOf() is "true" or "True" or "1";
}
