using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Integrations.Analyses.Facts;
using AiWebBuilder.Application.Integrations.Contracts.Analyses;
using AiWebBuilder.Domain.Integrations.Analyses;

namespace AiWebBuilder.Application.Integrations.Analyses.Writing;

/// <summary>The one shape that every answer has, and what of it is refused.</summary>
/// <param name="facts">Those that the writer was given.</param>
internal sealed class AnalysisAnswers(string type, string host, IReadOnlyList<AnalysisFact> facts)
{
    private const int MostRecommendations = 12;
    private const int LongestSummary = 800;
    private const int LongestTitle = 60;
    private const int LongestText = 400;
    private const int LongestStepTitle = 40;
    private const int LongestStep = 160;
    private const int MostSteps = 6;

    // More of them tell a model no more.
    private const int MostProblems = 8;

    private readonly Dictionary<string, AnalysisFact> known = facts.ToDictionary(
        fact => fact.Id,
        StringComparer.Ordinal
    );

    private bool IsMigration => type == AnalysisTypes.Migration;

    public JsonElement Schema()
    {
        JsonObject Text() => new() { ["type"] = "string" };
        JsonObject Ids() => List(new JsonObject { ["type"] = "string", ["enum"] = Names(known.Keys) });
        return JsonSerializer.SerializeToElement(
            Members(
                (
                    AnalysisPrompt.Key,
                    Members(
                        ("summary", Text()),
                        (
                            "recommendations",
                            List(
                                Members(
                                    ("title", Text()),
                                    ("text", Text()),
                                    ("effort", new JsonObject { ["type"] = "string", ["enum"] = Names(Efforts.All) }),
                                    ("facts", Ids())
                                )
                            )
                        ),
                        ("migrationPlan", List(Members(("title", Text()), ("text", Text()), ("facts", Ids()))))
                    )
                )
            )
        );
    }

    /// <summary>The draft in an answer, or all that is wrong with it.</summary>
    public (AnalysisDraft? Draft, string? Problem) Read(JsonObject answer)
    {
        List<string> problems = [];
        Unknown(answer, ["summary", "recommendations", "migrationPlan"], "the answer", problems);
        var summary = TextOf(answer["summary"], "summary", LongestSummary, problems);
        Check("summary", summary, facts, problems);
        Recommendation[] recommendations =
        [
            .. Items(answer["recommendations"], "recommendations", 0, MostRecommendations, problems)
                .Select((item, index) => RecommendationOf(item, $"recommendations[{index}]", problems)),
        ];
        MigrationStep[] plan =
        [
            .. Items(
                    answer["migrationPlan"],
                    "migrationPlan",
                    IsMigration ? 2 : 0,
                    IsMigration ? MostSteps : 0,
                    problems
                )
                .Select((item, index) => StepOf(item, $"migrationPlan[{index}]", problems)),
        ];
        return problems.Count == 0
            ? (new AnalysisDraft(summary, recommendations, plan), null)
            : (null, string.Join(' ', problems.Take(MostProblems)));
    }

    private Recommendation RecommendationOf(JsonObject item, string at, List<string> problems)
    {
        Unknown(item, ["title", "text", "effort", "facts"], at, problems);
        var cited = FactsOf(item["facts"], at, problems);
        var title = TextOf(item["title"], $"{at}.title", LongestTitle, problems);
        var text = TextOf(item["text"], $"{at}.text", LongestText, problems);
        var effort = (item["effort"] as JsonValue)?.ToString() ?? "";
        if (!Efforts.All.Contains(effort))
        {
            problems.Add($"{at}.effort must be low, medium or high.");
        }
        Check($"{at}.title", title, cited, problems);
        Check($"{at}.text", text, cited, problems);
        return new Recommendation(title, text, effort, [.. cited.Select(fact => fact.Id)]);
    }

    private MigrationStep StepOf(JsonObject item, string at, List<string> problems)
    {
        Unknown(item, ["title", "text", "facts"], at, problems);
        var cited = FactsOf(item["facts"], at, problems);
        var title = TextOf(item["title"], $"{at}.title", LongestStepTitle, problems);
        var text = TextOf(item["text"], $"{at}.text", LongestStep, problems);
        Check($"{at}.title", title, cited, problems);
        Check($"{at}.text", text, cited, problems);
        return new MigrationStep(title, text, [.. cited.Select(fact => fact.Id)]);
    }

    private AnalysisFact[] FactsOf(JsonNode? node, string at, List<string> problems)
    {
        var ids = node is JsonArray list
            ? list.Select(one => one is JsonValue value ? value.ToString() : "")
                .Distinct(StringComparer.Ordinal)
                .ToArray()
            : [];
        if (ids.Length == 0)
        {
            problems.Add($"{at}.facts must name the facts that it rests on.");
        }
        foreach (var unknown in ids.Where(id => !known.ContainsKey(id)))
        {
            problems.Add($"{at}.facts names \"{FactTexts.Cut(unknown, 60)}\", and there is no such fact.");
        }
        return [.. ids.Where(known.ContainsKey).Select(id => known[id])];
    }

    private void Check(string at, string text, IReadOnlyList<AnalysisFact> cited, List<string> problems)
    {
        if (FactTexts.HasUnseen(text))
        {
            problems.Add($"{at} has letters that nobody sees.");
        }
        if (AnswerWords.HasMarkup(text))
        {
            problems.Add($"{at} must be plain text, without HTML and Markdown.");
        }
        foreach (var named in AnswerWords.Elsewhere(text, host).Take(1))
        {
            problems.Add($"{at} names the address \"{FactTexts.Cut(named, 60)}\": only {host} may be named.");
        }
        // Whose pages are spoken of may have digits in the name.
        var said = cited
            .SelectMany(fact => fact.Samples)
            .Select(sample =>
                Uri.TryCreate(sample.Address, UriKind.Absolute, out var address) ? address.PathAndQuery : ""
            )
            .Where(path => path.Length > 1)
            .Append(host)
            .Where(name => name.Length > 0)
            .OrderByDescending(name => name.Length)
            .Aggregate(text, (left, name) => left.Replace(name, " ", StringComparison.OrdinalIgnoreCase));
        var numbers = cited.SelectMany(fact => fact.Numbers).ToHashSet();
        foreach (
            var number in AnswerWords
                .Numbers(said)
                .Where(one => one.Value is not { } value || !numbers.Contains(value))
                .Take(2)
        )
        {
            problems.Add($"{at} says \"{number.Said}\": no fact that it rests on has this number.");
        }
    }

    private static string TextOf(JsonNode? node, string at, int longest, List<string> problems)
    {
        var text = node is JsonValue value && value.TryGetValue<string>(out var said) ? said.Trim() : "";
        if (text.Length == 0)
        {
            problems.Add($"{at} must be a text.");
        }
        else if (text.Length > longest)
        {
            problems.Add($"{at} is longer than {AnalysisWords.Say(longest)} characters.");
        }
        return text;
    }

    private static JsonObject[] Items(JsonNode? node, string at, int least, int most, List<string> problems)
    {
        var items =
            node is JsonArray list && list.All(one => one is JsonObject)
                ? list.Select(one => one!.AsObject()).ToArray()
                : null;
        if (items is null || items.Length < least || items.Length > most)
        {
            problems.Add($"{at} must be a list of {AnalysisWords.Say(least)} to {AnalysisWords.Say(most)} objects.");
        }
        return items ?? [];
    }

    private static void Unknown(JsonObject item, string[] members, string at, List<string> problems)
    {
        foreach (var (name, _) in item.Where(member => !members.Contains(member.Key)).Take(2))
        {
            problems.Add($"{at} must not have the member \"{FactTexts.Cut(name, 40)}\".");
        }
    }

    private static JsonArray Names(IEnumerable<string> names) => [.. names.Select(name => JsonValue.Create(name))];

    private static JsonObject List(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    private static JsonObject Members(params (string Name, JsonObject Schema)[] members) =>
        new()
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(
                members.Select(member => KeyValuePair.Create<string, JsonNode?>(member.Name, member.Schema))
            ),
            ["required"] = Names(members.Select(member => member.Name)),
            ["additionalProperties"] = false,
        };
}
