using System.Text.Json.Nodes;
using AiWebBuilder.Application.Integrations.Analyses;
using AiWebBuilder.Application.Integrations.Contracts.Analyses;
using AiWebBuilder.Domain.Integrations.Analyses;

namespace AiWebBuilder.Infrastructure.Integrations.Analyses;

/// <summary>
/// Says of each fact that has to be seen to what there is to do: the heaviest first, in the words of the product. Quotes are not looked at.
/// </summary>
internal sealed class OfflineAnalyses : IOfflineAnalyses
{
    private const int MostRecommendations = 12;

    public JsonObject Write(AnalysisPrompt prompt)
    {
        var words = AnalysisWords.For(prompt.Analysis.Language);
        var facts = prompt.Facts.DistinctBy(fact => fact.Id).ToDictionary(fact => fact.Id, StringComparer.Ordinal);
        var findings = prompt
            .Facts.Where(fact => fact.Count > 0 && AnalysisWords.Ranks.Facts.ContainsKey(fact.Id))
            .OrderByDescending(fact => AnalysisWords.Ranks.Facts[fact.Id].Weight)
            .ToArray();
        var isMigration = prompt.Analysis.Type == AnalysisTypes.Migration;
        return new JsonObject
        {
            ["summary"] = Summary(prompt, words, facts, findings),
            ["recommendations"] = new JsonArray([
                .. findings
                    .Take(MostRecommendations)
                    .Select(fact => new JsonObject
                    {
                        ["title"] = words.Facts[fact.Id].Title,
                        ["text"] = Filled(words.Facts[fact.Id].Text!, fact),
                        ["effort"] = AnalysisWords.Ranks.Facts[fact.Id].Effort,
                        ["facts"] = new JsonArray(fact.Id),
                    }),
            ]),
            ["migrationPlan"] = isMigration ? Plan(words, facts) : [],
        };
    }

    /// <summary>The steps that have something to do; what frames a move belongs to each.</summary>
    private static JsonArray Plan(AnalysisWords words, Dictionary<string, AnalysisPromptFact> facts) =>
        [
            .. words
                .Plan.Select(step =>
                    (
                        Step: step,
                        Facts: step.Facts.Where(id => facts.TryGetValue(id, out var fact) && fact.Count > 0).ToArray()
                    )
                )
                .Where((one, index) => one.Facts.Length > 0 || index is 0 || index == words.Plan.Count - 1)
                .Select(one => new JsonObject
                {
                    ["title"] = one.Step.Title,
                    ["text"] = one.Step.Text,
                    ["facts"] = new JsonArray([
                        .. (one.Facts.Length > 0 ? one.Facts : one.Step.Facts).Select(id => JsonValue.Create(id)),
                    ]),
                }),
        ];

    private static string Summary(
        AnalysisPrompt prompt,
        AnalysisWords words,
        Dictionary<string, AnalysisPromptFact> facts,
        AnalysisPromptFact[] findings
    )
    {
        long Count(string id) => facts.TryGetValue(id, out var fact) ? fact.Count : 0;
        var text = words
            .Summary[prompt.Analysis.Type]
            .Replace("{host}", prompt.Analysis.Host, StringComparison.Ordinal)
            .Replace("{pages}", words.Number("pages", Count("structure.pages")), StringComparison.Ordinal)
            .Replace("{contents}", words.Number("contents", Count("migration.contents")), StringComparison.Ordinal);
        foreach (var fate in words.Fates.Keys)
        {
            text = text.Replace($"{{{fate}}}", AnalysisWords.Say(Count($"migration.{fate}")), StringComparison.Ordinal);
        }
        var next =
            findings.Length == 0
                ? words.Summary["nothing"]
                : words
                    .Summary["first"]
                    .Replace(
                        "{first}",
                        string.Join("; ", findings.Take(3).Select(fact => words.Facts[fact.Id].Title)),
                        StringComparison.Ordinal
                    );
        return $"{text} {next}";
    }

    private static string Filled(string text, AnalysisPromptFact fact)
    {
        text = text.Replace("{count}", AnalysisWords.Say(fact.Count), StringComparison.Ordinal)
            .Replace("{of}", AnalysisWords.Say(fact.Of ?? 0), StringComparison.Ordinal);
        foreach (var (name, value) in fact.Figures ?? new Dictionary<string, long>())
        {
            text = text.Replace($"{{{name}}}", AnalysisWords.Say(value), StringComparison.Ordinal);
        }
        return text;
    }
}
