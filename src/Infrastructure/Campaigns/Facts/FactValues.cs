using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns.Facts;
using Json.Schema;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts;

/// <summary>The values that <c>values.schema.json</c> allows for each kind of fact.</summary>
internal sealed class FactValues : IFactValues
{
    private readonly Dictionary<string, JsonSchema> schemas = new(StringComparer.Ordinal);

    public FactValues()
    {
        using var file =
            typeof(FactValues).Assembly.GetManifestResourceStream("fact-values")
            ?? throw new InvalidOperationException("The schema of the values of facts is not there.");
        var all = JsonNode.Parse(file)!["$defs"]!;
        foreach (var kind in FactKinds.All)
        {
            // In a registry of its own: the shared one is a plain dictionary, and loses schemas when two threads add to it at once.
            schemas[kind] = JsonSchema.FromText(
                all[kind]!.ToJsonString(),
                new BuildOptions { SchemaRegistry = new SchemaRegistry() }
            );
        }
    }

    public IReadOnlyList<PropFinding> Check(string kind, JsonNode value)
    {
        using var document = JsonDocument.Parse(value.ToJsonString());
        var result = schemas[kind]
            .Evaluate(
                document.RootElement,
                new EvaluationOptions { OutputFormat = OutputFormat.List, Culture = CultureInfo.InvariantCulture }
            );
        return
        [
            .. (result.Details ?? []).SelectMany(detail =>
                (detail.Errors ?? new Dictionary<string, string>()).Select(error => new PropFinding(
                    detail.InstanceLocation.ToString(),
                    // The keyword that refuses everything has no name: it stands for members that are not known.
                    error.Key.Length == 0
                        ? "is not a known member."
                        : $"{char.ToLowerInvariant(error.Value[0])}{error.Value[1..]}.",
                    IsUnknownMember: error.Key.Length == 0
                ))
            ),
            .. result.IsValid ? Impossible(kind, value) : [],
        ];
    }

    /// <summary>What no schema tells, or not in words that people understand.</summary>
    private static IEnumerable<PropFinding> Impossible(string kind, JsonNode value) =>
        kind switch
        {
            "date" => ImpossibleDays(value),
            "price" when (string?)value["qualifier"] == "range" && value["amountTo"] is null =>
            [
                new("/amountTo", "is needed for a range."),
            ],
            _ => [],
        };

    private static IEnumerable<PropFinding> ImpossibleDays(JsonNode value) =>
        new[] { "date", "to" }
            // What is shorter is of no year, or a month.
            .Where(member =>
                (string?)value[member] is { Length: 10 } day
                && !DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            )
            .Select(member => new PropFinding($"/{member}", "is no day of the calendar."));
}
