using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.Limits;
using AiWebBuilder.Application;
using AiWebBuilder.Domain.Common;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.IntegrationTests.Contract;

/// <summary>What the served document must say so that a client can be generated from it and a newcomer can read it.</summary>
internal sealed partial class OpenApiRulesTests
{
    private JsonNode document = null!;
    private IReadOnlyList<ApiOperation> operations = [];

    [OneTimeSetUp]
    public async Task ReadAsync()
    {
        using var client = App.Current.CreateClient();
        document = await Answers.JsonAsync(await client.GetAsync("/openapi/v1.json"), HttpStatusCode.OK);
        operations = (await ApiDocument.ReadAsync(client)).Operations;
        operations.Count.ShouldBeGreaterThan(140);
    }

    [Test]
    public void Every_operation_has_a_group_a_short_title_and_a_description()
    {
        var tags = document["tags"]!.AsArray();
        tags.Select(tag => Text(tag!["description"])).ShouldAllBe(description => description.EndsWith('.'));
        tags.Count.ShouldBeGreaterThan(12);
        Text(tags[0]!["name"]).ShouldBe("Sign-in");
        Text(tags[^1]!["name"]).ShouldBe("Administration");
        var names = tags.Select(tag => Text(tag!["name"])).ToArray();
        operations.SelectMany(one => TextFaults(one.Json, names)).ShouldBeEmpty();
        operations.Select(one => Text(one.Json["summary"])).ShouldBeUnique();

        var bad = JsonNode.Parse("""{"operationId":"bad","tags":["Nowhere"],"summary":"The queue of all jobs."}""")!;
        TextFaults(bad, names)
            .ShouldBe([
                "bad: its group is not described",
                "bad: 'The queue of all jobs.' is not three to six words in the imperative",
                "bad: no description",
            ]);
    }

    [Test]
    public void Every_header_that_an_operation_reads_is_declared()
    {
        var endpoints = App
            .Current.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>() is not null)
            .ToDictionary(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName);
        foreach (var operation in operations)
        {
            var takesKey = IdempotencyKeys.AreReadBy(operation.Method, endpoints[operation.Id].Metadata);
            Has(operation, IdempotencyKeys.Header).ShouldBe(takesKey, $"{operation}: {IdempotencyKeys.Header}");
            // A form that is not filled in as it asks has the same status.
            Answers422(operation).ShouldBe(takesKey || operation.Id == "submitForm", $"{operation}: 422");
            // 428 is answered to whoever leaves it out.
            IsRequired(operation, "If-Match").ShouldBe(Has428(operation), $"{operation}: If-Match");
            Has(operation, "If-None-Match")
                .ShouldBe(operation.Json["responses"]!["304"] is not null, $"{operation}: If-None-Match");
            (operation.Json["responses"]!["429"] is not null).ShouldBe(
                RateLimits.Of(endpoints[operation.Id].Metadata, operation.Path) is not null,
                $"{operation}: 429"
            );
        }
        operations.Count(one => Has(one, IdempotencyKeys.Header)).ShouldBeGreaterThanOrEqualTo(15);
        operations.Count(Has428).ShouldBeGreaterThanOrEqualTo(6);
        operations.Count(one => one.Json["responses"]!["429"] is not null).ShouldBeGreaterThan(130);

        // What an endpoint reads by name is a parameter that the framework declares: nothing else reads one of ours.
        static bool Has428(ApiOperation one) => one.Json["responses"]!["428"] is not null;
        static bool Answers422(ApiOperation one) => one.Json["responses"]!["422"] is not null;
    }

    [Test]
    public void Every_operation_says_who_may_call_it_and_what_a_success_holds()
    {
        operations.Where(one => one.Json["security"] is null).ShouldBeEmpty();
        operations.Count(one => one.IsPublic).ShouldBeGreaterThan(15);
        operations.SelectMany(one => AnswerFaults(one.Id, one.Json)).ShouldBeEmpty();

        AnswerFaults("empty", JsonNode.Parse("""{"responses":{"200":{"description":"OK"}}}""")!)
            .ShouldBe(["empty: 200 has no media type"]);
        AnswerFaults("unread", JsonNode.Parse("""{"responses":{"201":{"content":{"application/json":{}}}}}""")!)
            .ShouldBe(["unread: 201 has no schema", "unread: 201 has no Location"]);
    }

    [Test]
    public void Every_closed_list_is_an_enum()
    {
        var enums = EnumsIn(document).Select(Key).ToHashSet();
        var lists = new[] { typeof(OneOfAttribute).Assembly, typeof(ApplicationModule).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Select(type =>
                (type.Name, Values: type.GetProperty("All", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
            )
            .Where(list => list.Values is IReadOnlyList<string>)
            .Select(list => (list.Name, Values: (IReadOnlyList<string>)list.Values!))
            .ToArray();
        lists.Length.ShouldBeGreaterThan(35);
        lists.Where(list => !enums.Contains(Key(list.Values))).Select(list => list.Name).ShouldBeEmpty();

        enums.Contains(Key(["no", "such", "list"])).ShouldBeFalse();
    }

    [Test]
    public void What_sounds_like_a_closed_list_is_an_enum_or_open_for_a_reason()
    {
        var open = TextsIn(document["components"]!["schemas"]!.AsObject())
            .Concat(
                operations.SelectMany(one =>
                    one.Parameters.Where(parameter => parameter.Schema?["enum"] is null)
                        .Select(parameter => ($"{one.Id}.{parameter.Name}", parameter.Schema))
                )
            )
            .Where(one => SoundsClosed(one.Item1, one.Schema))
            .Select(one => one.Item1)
            .ToArray();
        open.Except(Open.Keys).ShouldBeEmpty();
        Open.Keys.Except(open).ShouldBeEmpty("these exceptions are needless");

        SoundsClosed("Thing.status", JsonNode.Parse("""{"type":"string"}""")).ShouldBeTrue();
        SoundsClosed("Thing.name", JsonNode.Parse("""{"type":"string","description":"`a, b, c`."}""")).ShouldBeTrue();
        SoundsClosed("Thing.name", JsonNode.Parse("""{"type":"string"}""")).ShouldBeFalse();
    }

    [Test]
    public void An_object_without_members_may_have_any_and_answers_are_open()
    {
        var objects = SchemasIn(document).Where(one => TypesOf(one).Contains("object")).ToArray();
        objects.Length.ShouldBeGreaterThan(150);
        objects
            .Where(one => one["properties"] is null && one["additionalProperties"] is null)
            .Select(one => one.GetPath())
            .ShouldBeEmpty();
        var reached = new HashSet<string>(StringComparer.Ordinal);
        foreach (var operation in operations)
        {
            Reach(operation.Json["responses"], reached);
        }
        reached.Count.ShouldBeGreaterThan(90);
        reached
            .Where(name => document["components"]!["schemas"]![name]!["additionalProperties"]?.ToString() == "false")
            .ShouldBeEmpty();
        document["components"]!["schemas"]!["CampaignFields"]!["additionalProperties"]!.ToString().ShouldBe("false");
    }

    /// <summary>Why a member with the name of a list is a text.</summary>
    private static readonly Dictionary<string, string> Open = new(StringComparer.Ordinal)
    {
        ["AlertData.provider"] = Providers,
        ["CatalogueModelView.provider"] = Providers,
        ["ContentView.externalStatus"] = "as the platform calls it",
        ["GenerationView.provider"] = Providers,
        ["LedgerEntryView.provider"] = Providers,
        ["ModelView.provider"] = Providers,
        ["PriceRowView.provider"] = Providers,
        ["getPlatformModel.provider"] = Providers,
        ["setPlatformModel.provider"] = Providers,
        ["WebhookView.kind"] = "as the platform calls it",
        ["ExportedItem.mergeField"] = "as the platform calls it",
        ["SentLeadView.platformType"] = "the integrations have the list",
        ["BlockView.kind"] = "the catalogue grows",
        ["getBlock.kind"] = "the catalogue grows",
        ["FactView.field"] = "goals/0, goals/1, ... have numbers",
        ["SentenceView.field"] = "goals/0, goals/1, ... have numbers",
        ["CampaignDocument.format"] = "names the format itself",
        ["CampaignFields.businessType"] = "the owner's words",
        ["CampaignPatch.businessType"] = "the owner's words",
        ["CampaignView.businessType"] = "the owner's words",
        ["ComponentFields.kind"] = "a person may call a component's kind anything",
        ["ComponentView.kind"] = "a person may call a component's kind anything",
        ["PlannedSection.kind"] = "the catalogue grows",
        ["IncomingConversion.type"] = "the campaign's own",
        ["JobView.type"] = Jobs,
        ["PlatformJobView.type"] = Jobs,
        ["listPlatformJobs.type"] = Jobs,
        ["Health.status"] = "a sentence for people when something is wrong",
        ["UnmigratedHealth.status"] = "a sentence for people",
        ["Problem.type"] = "an address",
    };

    private const string Providers = "the catalogue grows, and the offline writer is one";
    private const string Jobs = "modules add handlers";

    private static readonly string[] ListWords =
    [
        "status",
        "type",
        "kind",
        "format",
        "period",
        "scope",
        "scopes",
        "role",
        "tier",
        "severity",
        "origin",
        "interval",
        "entry",
        "provider",
        "field",
        "device",
        "by",
    ];

    private static IEnumerable<string> TextFaults(JsonNode operation, string[] groups)
    {
        var id = Text(operation["operationId"]);
        if (operation["tags"]?.AsArray().All(tag => groups.Contains(Text(tag))) is not true)
        {
            yield return $"{id}: its group is not described";
        }
        if (!Imperative().IsMatch(Text(operation["summary"])))
        {
            yield return $"{id}: '{Text(operation["summary"])}' is not three to six words in the imperative";
        }
        if (Text(operation["description"]).Length == 0)
        {
            yield return $"{id}: no description";
        }
    }

    private static IEnumerable<string> AnswerFaults(string id, JsonNode operation)
    {
        foreach (var (status, answer) in operation["responses"]!.AsObject())
        {
            if (status is not ("200" or "201"))
            {
                continue;
            }
            if (answer!["content"]?.AsObject() is not { Count: > 0 } content)
            {
                yield return $"{id}: {status} has no media type";
                continue;
            }
            if (content.Any(one => one.Value!["schema"] is null))
            {
                yield return $"{id}: {status} has no schema";
            }
            if (status == "201" && answer["headers"]?["Location"] is null)
            {
                yield return $"{id}: {status} has no Location";
            }
        }
    }

    private static bool Has(ApiOperation operation, string header) =>
        operation.Parameters.Any(parameter => parameter.In == "header" && parameter.Name == header);

    private static bool IsRequired(ApiOperation operation, string header) =>
        operation
            .Json["parameters"]
            ?.AsArray()
            .Any(parameter => Text(parameter!["name"]) == header && parameter["required"]?.GetValue<bool>() is true)
            is true;

    private static bool SoundsClosed(string name, JsonNode? schema) =>
        TypesOf(schema).Contains("string")
        && schema!["enum"] is null
        && schema["format"] is null
        && (
            ListWords.Contains(LastWord().Match(name).Value.ToLowerInvariant())
            || ListInWords().IsMatch(Text(schema["description"]))
        );

    private static IEnumerable<(string Name, JsonNode? Schema)> TextsIn(JsonObject schemas) =>
        schemas.SelectMany(schema =>
            (schema.Value!["properties"]?.AsObject() ?? []).Select(member =>
                ($"{schema.Key}.{member.Key}", member.Value)
            )
        );

    private static IEnumerable<IReadOnlyList<string>> EnumsIn(JsonNode document) =>
        SchemasIn(document)
            .Select(schema => schema["enum"])
            .OfType<JsonArray>()
            .Select(values => values.Where(value => value is not null).Select(Text).ToArray());

    /// <summary>Every object of the document that says what type something has.</summary>
    private static IEnumerable<JsonObject> SchemasIn(JsonNode? node) =>
        node switch
        {
            JsonObject members => (TypesOf(members).Length > 0 ? [members] : Array.Empty<JsonObject>()).Concat(
                members
                    .Where(member => member.Key is not ("example" or "examples"))
                    .SelectMany(member => SchemasIn(member.Value))
            ),
            JsonArray items => items.SelectMany(SchemasIn),
            _ => [],
        };

    private void Reach(JsonNode? node, HashSet<string> reached)
    {
        switch (node)
        {
            case JsonObject members:
                if (members["$ref"] is JsonValue reference)
                {
                    var parts = Text(reference).Split('/');
                    if (parts[^2] != "schemas" || reached.Add(parts[^1]))
                    {
                        Reach(document["components"]![parts[^2]]![parts[^1]], reached);
                    }
                }
                foreach (var (_, member) in members)
                {
                    Reach(member, reached);
                }
                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Reach(item, reached);
                }
                break;
        }
    }

    private static string[] TypesOf(JsonNode? schema) =>
        schema is not JsonObject members ? []
        : members["type"] is JsonArray types ? [.. types.Select(Text)]
        : members["type"] is JsonValue { } type && type.TryGetValue<string>(out var name) ? [name]
        : [];

    private static string Key(IReadOnlyList<string> values) => string.Join('|', values);

    private static string Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    [GeneratedRegex(
        @"^(?!The |A |An |What |Whether |All |One |Those )[A-Z][a-z]+( [\w'-]+){2,5}$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Imperative();

    [GeneratedRegex("[A-Za-z][a-z]*$", RegexOptions.None, 1000)]
    private static partial Regex LastWord();

    [GeneratedRegex("`[a-z_]+, [a-z_]+", RegexOptions.None, 1000)]
    private static partial Regex ListInWords();
}
