using System.Text.Json;

namespace AiWebBuilder.Infrastructure.Campaigns.Edits;

/// <summary>What is meant by the name of a colour: <c>colours.json</c>.</summary>
internal static class EditColours
{
    public static IReadOnlyDictionary<string, string> Codes { get; } = Load();

    private static Dictionary<string, string> Load()
    {
        using var file = typeof(EditColours).Assembly.GetManifestResourceStream("edit-colours")!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(file)!;
    }
}
