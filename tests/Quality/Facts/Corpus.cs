using System.Text.Json;
using System.Text.Json.Nodes;

namespace AiWebBuilder.Quality.Facts;

/// <summary>Snippets of briefs as people type them, each with the facts that stand in it and with what only looks like one.</summary>
internal static class Corpus
{
    /// <summary>The part that nobody reads: it says whether rules were written or items memorised.</summary>
    public const string HeldOut = "held-out";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Facts");

    /// <summary>The names of the files that the corpus is made of.</summary>
    public static IEnumerable<string> Parts =>
        Directory
            .EnumerateFiles(Folder, "*.json")
            .Select(Path.GetFileNameWithoutExtension)
            .Order(StringComparer.Ordinal)!;

    public static IReadOnlyList<Snippet> Read(string part) =>
        JsonSerializer.Deserialize<IReadOnlyList<Snippet>>(
            File.ReadAllText(Path.Combine(Folder, $"{part}.json")),
            JsonSerializerOptions.Web
        )!;
}

/// <param name="Language">BCP 47.</param>
/// <param name="Country">ISO 3166: whose telephone numbers, currency and dates hold.</param>
internal sealed record Snippet(
    string Id,
    string Language,
    string Country,
    string Text,
    IReadOnlyList<StatedFact> Facts,
    IReadOnlyList<LookAlike> NotAFact
)
{
    /// <summary>The language with its country, as a campaign asks for it.</summary>
    public string Tag =>
        Language.EndsWith($"-{Country}", StringComparison.Ordinal) ? Language : $"{Language}-{Country}";
}

internal sealed record StatedFact(string Kind, JsonNode Value, string Quote);

/// <param name="As">A kind that no fact with this text may have, or what else must not be made of it.</param>
internal sealed record LookAlike(string Text, string WouldBe, string As);
