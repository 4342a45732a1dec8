using System.Text.Json;

namespace AiWebBuilder.Application.Integrations.Imports.Mapping;

/// <summary>What stands above a section that has no heading of its own, where a block wants one.</summary>
internal static class Headings
{
    private static readonly Dictionary<string, Dictionary<string, string>> Words = Read();

    public static string Of(string section, string? language) =>
        (Words.GetValueOrDefault((language ?? "en").Split('-')[0].ToLowerInvariant()) ?? Words["en"])[section];

    /// <summary>Whether the word before a price says that it begins there.</summary>
    public static bool IsFrom(string words) =>
        Words["*"]["from"].Split('|').Contains(words.Trim(), StringComparer.OrdinalIgnoreCase);

    private static Dictionary<string, Dictionary<string, string>> Read()
    {
        using var file = typeof(Headings).Assembly.GetManifestResourceStream("import-headings")!;
        return JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(file)!;
    }
}
