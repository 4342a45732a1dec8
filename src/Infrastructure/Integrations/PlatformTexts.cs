using System.Text.Json;

namespace AiWebBuilder.Infrastructure.Integrations;

/// <summary>What people are told about platforms: <c>platforms.json</c>.</summary>
/// <param name="Reasons">By object, why it can be read only, or not at all.</param>
internal sealed record PlatformTexts(
    string Title,
    IReadOnlyDictionary<string, string> Problems,
    IReadOnlyDictionary<string, string> Reasons
)
{
    private static readonly JsonDocument Document = Read();

    public static PlatformTexts Of(string platform) =>
        Document.RootElement.GetProperty(platform).Deserialize<PlatformTexts>(JsonSerializerOptions.Web)!;

    /// <summary>What is wrong and what to do about it.</summary>
    public string Advice(string problem, string detail) =>
        (
            Problems.GetValueOrDefault(problem)
            ?? Document.RootElement.GetProperty("problems").GetProperty(problem).GetString()!
        ).Replace("{detail}", detail, StringComparison.Ordinal);

    private static JsonDocument Read()
    {
        using var stream = typeof(PlatformTexts).Assembly.GetManifestResourceStream("platforms.json")!;
        return JsonDocument.Parse(stream);
    }
}
