using System.Text.Json;

namespace AiWebBuilder.Quality.Edits;

/// <summary>Instructions as people type them, each with the small campaign that it is about and with what has to become of it.</summary>
internal static class EditCorpus
{
    /// <summary>The part that the reader is built on.</summary>
    public static string Development { get; } = Path.Combine(AppContext.BaseDirectory, "Edits", "development.json");

    public static IReadOnlyList<Instruction> Read(string file) =>
        JsonSerializer.Deserialize<IReadOnlyList<Instruction>>(File.ReadAllText(file), JsonSerializerOptions.Web)!;
}

/// <param name="Language">BCP 47: that of the instruction.</param>
/// <param name="Expect"><c>applied</c>, <c>ask</c> or <c>not_applied</c>.</param>
/// <param name="Change">What must change, in words.</param>
/// <param name="Present">What must stand in the result: text, address or structured data.</param>
/// <param name="Gone">What must stand nowhere on it any more.</param>
internal sealed record Instruction(
    string Id,
    string Language,
    [property: System.Text.Json.Serialization.JsonPropertyName("instruction")] string Text,
    Before Before,
    string Expect,
    string Change,
    IReadOnlyList<string>? Present = null,
    IReadOnlyList<string>? Gone = null
);

/// <param name="Target"><c>campaign</c>, or <c>component</c> and its kind.</param>
/// <param name="Facts">As the owner wrote them.</param>
internal sealed record Before(
    string Target,
    string Language,
    IReadOnlyList<Section> Sections,
    IReadOnlyList<string>? Emails = null,
    IReadOnlyList<string>? Facts = null,
    Look? Theme = null
);

internal sealed record Section(
    string Kind,
    string? Heading = null,
    string? Text = null,
    string? Button = null,
    IReadOnlyList<string>? Items = null,
    IReadOnlyList<string>? Fields = null,
    IReadOnlyList<string>? Images = null
);

internal sealed record Look(string? Mode = null, string? Accent = null, string? Style = null);
