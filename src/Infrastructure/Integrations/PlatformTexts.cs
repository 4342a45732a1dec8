using System.Text.Json;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Infrastructure.Integrations.Calls;

namespace AiWebBuilder.Infrastructure.Integrations;

/// <summary>What people are told about platforms, and how they are treated: <c>platforms.json</c>.</summary>
/// <param name="Reasons">By object, why it can be read only, or not at all.</param>
internal sealed record PlatformTexts(
    string Title,
    PlatformPace Pace,
    IReadOnlyDictionary<string, string> Problems,
    IReadOnlyDictionary<string, string> Reasons
)
{
    private static readonly JsonDocument Document = Read();

    private static readonly Dictionary<string, PlatformTexts> Platforms = PlatformTypes.All.ToDictionary(
        platform => platform,
        platform => Document.RootElement.GetProperty(platform).Deserialize<PlatformTexts>(JsonSerializerOptions.Web)!
    );

    public static PlatformTexts Of(string platform) => Platforms[platform];

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
