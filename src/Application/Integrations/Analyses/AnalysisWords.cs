using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AiWebBuilder.Application.Integrations.Analyses;

/// <summary>What analyses say, in one language: data in <c>Words</c>. Another language is another file.</summary>
/// <param name="Numbers">A noun for one and for more, by what is counted.</param>
public sealed record AnalysisWords(
    IReadOnlyDictionary<string, string> Areas,
    IReadOnlyDictionary<string, FactWords> Facts,
    IReadOnlyList<PlannedStep> Plan,
    IReadOnlyDictionary<string, string> Reasons,
    IReadOnlyDictionary<string, string> Fates,
    IReadOnlyDictionary<string, string> Effort,
    IReadOnlyDictionary<string, string> Types,
    IReadOnlyDictionary<string, string> Report,
    IReadOnlyDictionary<string, string> Summary,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Numbers
)
{
    private const string Fallback = "en";
    private static readonly ConcurrentDictionary<string, AnalysisWords?> Loaded = new(StringComparer.Ordinal);

    /// <summary>The same in every language: which facts an analysis has, and how much each of them matters.</summary>
    public static FactRanks Ranks { get; } = Read<FactRanks>("facts")!;

    /// <summary>Primary subtag of the language that they are in.</summary>
    [JsonIgnore]
    public string Language { get; private init; } = Fallback;

    /// <summary>Those of a BCP 47 tag's language; English where there are none.</summary>
    public static AnalysisWords For(string? tag)
    {
        var language = tag?.Split('-')[0].ToLowerInvariant() ?? Fallback;
        return
            language.Length is 2 or 3
            && language.All(char.IsAsciiLetterLower)
            && Loaded.GetOrAdd(language, name => Read<AnalysisWords>(name)) is { } words
            ? words with
            {
                Language = language,
            }
            : Loaded.GetOrAdd(Fallback, name => Read<AnalysisWords>(name))!;
    }

    /// <summary>What a fact counts; its id where nobody has said.</summary>
    public string Label(string fact) => Facts.TryGetValue(fact, out var words) ? words.Label : fact;

    /// <summary>A number with its noun.</summary>
    public string Number(string noun, long count) =>
        Numbers[noun][count == 1 ? 0 : 1].Replace("{count}", Say(count), StringComparison.Ordinal);

    public static string Say(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static T? Read<T>(string name)
        where T : class
    {
        using var file = typeof(AnalysisWords).Assembly.GetManifestResourceStream($"analysis-words/{name}");
        return file is null ? null : JsonSerializer.Deserialize<T>(file, JsonSerializerOptions.Web);
    }
}

/// <param name="Title">Null: there is nothing to do about it.</param>
public sealed record FactWords(string Label, string? Title, string? Text);

/// <param name="Facts">What the step rests on; it is left out where none of them counts anything.</param>
public sealed record PlannedStep(string Title, string Text, IReadOnlyList<string> Facts);

/// <param name="Areas">By type of analysis.</param>
public sealed record FactRanks(
    IReadOnlyDictionary<string, IReadOnlyList<string>> Areas,
    IReadOnlyDictionary<string, FactRank> Facts
);

/// <param name="Weight">The heavier the earlier it is recommended to see to it.</param>
/// <param name="Effort"><c>low, medium, high</c>.</param>
public sealed record FactRank(int Weight, string Effort);
