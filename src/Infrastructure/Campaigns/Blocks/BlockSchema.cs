using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Common;
using Json.Schema;

namespace AiWebBuilder.Infrastructure.Campaigns.Blocks;

/// <summary>A block's JSON Schema: checks props, and tells what each of them is.</summary>
internal sealed class BlockSchema
{
    private const string LocalDefinitions = "#/$defs/";
    private const string SharedDefinitions = "common.json#/$defs/";

    private readonly JsonSchema validator;

    /// <param name="source">The block's own file. It refers to shared definitions as <c>common.json#/$defs/...</c>.</param>
    /// <param name="shared">Definitions that any block may use.</param>
    public BlockSchema(JsonObject source, JsonObject shared)
    {
        Served = source;
        var used = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        Adopt(source, shared, used);
        if (used.Count > 0)
        {
            var definitions = source["$defs"]?.AsObject() ?? [];
            foreach (var (name, definition) in used.OrderBy(one => one.Key, StringComparer.Ordinal))
            {
                definitions[name] = definition;
            }
            source["$defs"] = definitions;
        }
        // Widths are counted below, as people see them: JSON Schema counts code points.
        var counted = source.DeepClone().AsObject();
        DropLengths(counted);
        // In a registry of its own: the shared one is a plain dictionary, and loses schemas when two threads add to it at once.
        validator = JsonSchema.FromText(
            counted.ToJsonString(),
            new BuildOptions { SchemaRegistry = new SchemaRegistry() }
        );
    }

    /// <summary>The schema as clients get it, complete in itself.</summary>
    public JsonObject Served { get; }

    public IReadOnlyList<PropFinding> Check(JsonObject props)
    {
        List<PropFinding> findings = [];
        using var document = JsonDocument.Parse(props.ToJsonString());
        var result = validator.Evaluate(
            document.RootElement,
            new EvaluationOptions { OutputFormat = OutputFormat.List, Culture = CultureInfo.InvariantCulture }
        );
        foreach (var detail in result.Details ?? [])
        {
            foreach (var (keyword, message) in detail.Errors ?? [])
            {
                findings.Add(
                    new(
                        detail.InstanceLocation.ToString(),
                        // The keyword that refuses everything has no name: it stands for members that are not known.
                        keyword.Length == 0
                            ? "is not a known member."
                            : $"{char.ToLowerInvariant(message[0])}{message[1..]}.",
                        IsUnknownMember: keyword.Length == 0
                    )
                );
            }
        }
        Measure(Served, props, "", findings);
        return findings;
    }

    /// <summary>The definition behind a reference, else the schema itself.</summary>
    public JsonObject Resolve(JsonNode schema) =>
        schema["$ref"]?.GetValue<string>() is { } reference
            ? Served["$defs"]![reference[LocalDefinitions.Length..]]!.AsObject()
            : schema.AsObject();

    /// <summary>Takes over the shared definitions that are referred to, and those that they refer to in turn.</summary>
    private static void Adopt(JsonNode? node, JsonObject shared, Dictionary<string, JsonNode> used)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
            {
                Adopt(item, shared, used);
            }
        }
        if (node is not JsonObject schema)
        {
            return;
        }
        foreach (var (_, child) in schema)
        {
            Adopt(child, shared, used);
        }
        if (
            schema["$ref"]?.GetValue<string>() is not { } reference
            || !reference.StartsWith(SharedDefinitions, StringComparison.Ordinal)
        )
        {
            return;
        }
        var name = reference[SharedDefinitions.Length..];
        schema["$ref"] = LocalDefinitions + name;
        if (used.ContainsKey(name))
        {
            return;
        }
        var definition =
            shared[name]?.DeepClone() ?? throw new InvalidOperationException($"There is no shared definition {name}.");
        used[name] = definition;
        Adopt(definition, shared, used);
    }

    private static void DropLengths(JsonNode? node)
    {
        if (node is JsonObject schema)
        {
            // A member may be called like a keyword; then it is a schema and no number.
            if (schema["maxLength"] is JsonValue)
            {
                schema.Remove("maxLength");
            }
            foreach (var (_, child) in schema)
            {
                DropLengths(child);
            }
        }
        else if (node is JsonArray items)
        {
            foreach (var item in items)
            {
                DropLengths(item);
            }
        }
    }

    private void Measure(JsonNode schema, JsonNode? value, string path, List<PropFinding> findings)
    {
        var resolved = Resolve(schema);
        switch (value)
        {
            case JsonObject members:
                if (
                    Text(resolved, "format") == "link"
                    && Text(members, "to") is { } to
                    && Text(members, "ref") is { } target
                    && !new BlockLink(to, target).IsSafe
                )
                {
                    findings.Add(new($"{path}/ref", "must be an address that begins with https://."));
                }
                foreach (var (name, member) in members)
                {
                    if (resolved["properties"]?[name] is { } known)
                    {
                        Measure(known, member, $"{path}/{Escape(name)}", findings);
                    }
                }
                break;
            case JsonArray items when resolved["items"] is { } known:
                for (var i = 0; i < items.Count; i++)
                {
                    Measure(known, items[i], string.Create(CultureInfo.InvariantCulture, $"{path}/{i}"), findings);
                }
                break;
            case JsonValue text
                when resolved["maxLength"] is JsonValue longest && text.TryGetValue<string>(out var words):
                var (width, limit) = (TextWidth.Of(words), longest.GetValue<int>());
                if (width > limit)
                {
                    findings.Add(
                        new(
                            path,
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"is {width} characters wide, and at most {limit} fit (East Asian characters count twice)."
                            ),
                            Limit: limit
                        )
                    );
                }
                break;
            default:
                break;
        }
    }

    // Of the wrong type, the schema has found it already.
    private static string? Text(JsonObject members, string name) =>
        members[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
