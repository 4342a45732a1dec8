using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.Contract;

/// <summary>The served document is the one in the repository, and says of each operation what a client must know.</summary>
internal sealed class OpenApiDocumentTests
{
    private static readonly string[] Verbs = ["get", "put", "post", "patch", "delete"];

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Test]
    public async Task The_served_document_is_the_committed_one()
    {
        var served = (await ServedAsync()).ToJsonString(Readable) + "\n";
        await GeneratedDocument.ShouldBeCurrentAsync("docs/api/openapi.json", _ => served);
    }

    [Test]
    public async Task Every_operation_is_named_grouped_described_and_says_how_it_ends()
    {
        var operations = OperationsOf(await ServedAsync());
        operations.Count.ShouldBeGreaterThanOrEqualTo(17);
        operations.SelectMany(operation => Gaps(operation.Name, operation.Body)).ShouldBeEmpty();
        operations.Select(operation => Text(operation.Body["operationId"])).ShouldBeUnique();

        var bare = JsonNode.Parse("""{"tags":[],"responses":{"200":{"description":""}}}""")!;
        Gaps("bare", bare)
            .ShouldBe([
                "bare: no operationId",
                "bare: no tag",
                "bare: no summary",
                "bare: no success",
                "bare: no problem",
            ]);
    }

    [Test]
    public async Task Every_operation_beyond_sign_in_wants_the_bearer_token()
    {
        var guarded = OperationsOf(await ServedAsync())
            .Where(operation => !operation.Name.Contains("/v1/auth/", StringComparison.Ordinal))
            .ToArray();
        guarded.Length.ShouldBeGreaterThanOrEqualTo(13);
        var open = guarded.Where(operation => operation.Body["security"] is not JsonArray { Count: > 0 });
        // The public catalogues need no token, and what the payment provider and platforms send is signed.
        open.Select(operation => operation.Name)
            .Where(name =>
                !name.Contains("/v1/marketplace")
                && !name.Contains("/v1/platforms")
                && !name.StartsWith("post /v1/billing/webhooks", StringComparison.Ordinal)
                && !name.StartsWith("post /v1/webhooks/", StringComparison.Ordinal)
            )
            .ShouldBeEmpty();
    }

    [Test]
    public async Task Every_reference_in_the_document_leads_somewhere()
    {
        var document = await ServedAsync();
        var references = ReferencesIn(document).Distinct(StringComparer.Ordinal).ToArray();
        references.Length.ShouldBeGreaterThan(20);
        references.Where(reference => !Leads(document, reference)).ShouldBeEmpty();
        Leads(document, "#/components/schemas/NoSuchThing").ShouldBeFalse();
    }

    [Test]
    public async Task A_text_is_a_string_and_a_patch_may_clear_what_may_be_null()
    {
        var schemas = (await ServedAsync())["components"]!["schemas"]!;
        Text(schemas["CampaignFields"]!["properties"]!["name"]!["type"]).ShouldBe("string");
        TypesOf(schemas["CampaignFields"]!["properties"]!["description"]!)
            .ShouldBe(["null", "string"], ignoreOrder: true);
        Text(schemas["CampaignPatch"]!["properties"]!["name"]!["type"]).ShouldBe("string");
        TypesOf(schemas["CampaignPatch"]!["properties"]!["description"]!)
            .ShouldBe(["null", "string"], ignoreOrder: true);
        schemas["CampaignView"]!["properties"]!["status"]!["enum"]!.AsArray().Count.ShouldBe(6);
        Text(schemas["CampaignView"]!["properties"]!["goals"]!["items"]!["type"]).ShouldBe("string");
    }

    private static List<(string Name, JsonNode Body)> OperationsOf(JsonNode document) =>
        [
            .. document["paths"]!
                .AsObject()
                .Where(path => path.Key.StartsWith("/v1/", StringComparison.Ordinal))
                .SelectMany(path =>
                    path.Value!.AsObject()
                        .Where(member => Verbs.Contains(member.Key))
                        .Select(verb => ($"{verb.Key} {path.Key}", verb.Value!))
                ),
        ];

    private static IEnumerable<string> Gaps(string name, JsonNode operation)
    {
        var responses = operation["responses"]!.AsObject();
        if (Text(operation["operationId"]).Length == 0)
        {
            yield return $"{name}: no operationId";
        }
        if (operation["tags"] is not JsonArray { Count: > 0 })
        {
            yield return $"{name}: no tag";
        }
        if (Text(operation["summary"]).Length == 0)
        {
            yield return $"{name}: no summary";
        }
        if (!responses.Any(one => one.Key[0] is '2' or '3' && Text(one.Value!["description"]).Length > 0))
        {
            yield return $"{name}: no success";
        }
        if (!responses.Any(one => one.Key[0] == '4'))
        {
            yield return $"{name}: no problem";
        }
    }

    private static IEnumerable<string> ReferencesIn(JsonNode? node) =>
        node switch
        {
            JsonObject members => members.SelectMany(member =>
                member is { Key: "$ref", Value: JsonValue reference }
                    ? [reference.GetValue<string>()]
                    : ReferencesIn(member.Value)
            ),
            JsonArray items => items.SelectMany(ReferencesIn),
            _ => [],
        };

    private static bool Leads(JsonNode document, string reference) =>
        reference.TrimStart('#', '/').Split('/').Aggregate((JsonNode?)document, (node, step) => node?[step])
            is not null;

    private static string[] TypesOf(JsonNode schema) => [.. schema["type"]!.AsArray().Select(Text)];

    private static string Text(JsonNode? node) => node?.GetValue<string>() ?? "";

    private static async Task<JsonNode> ServedAsync()
    {
        using var client = App.Current.CreateClient();
        using var answer = await client.GetAsync("/openapi/v1.json");
        return await Answers.JsonAsync(answer, HttpStatusCode.OK);
    }
}
