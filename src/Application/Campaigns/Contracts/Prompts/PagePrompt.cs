using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Planning;

namespace AiWebBuilder.Application.Campaigns.Contracts.Prompts;

/// <summary>
/// The user message of every generation request, as JSON: data only, so that nothing in a brief reads as an instruction. Every provider gets
/// the same document, the offline generator too. What all pages of a campaign share comes first, in the same bytes, so that providers' prompt
/// caches serve it. The answer is an object with a <see cref="SectionDraft"/> for the key of each section.
/// </summary>
/// <param name="Instruction">What a person asked for.</param>
/// <param name="Plan">The outline: all pages and sections. What a section says stands with those to write alone.</param>
/// <param name="Blocks">The JSON Schemas of the blocks' props, by kind; what they share is in <c>$defs</c>.</param>
public sealed record PagePrompt(
    Brief Brief,
    string? Instruction,
    PromptTheme Theme,
    CampaignPlan Plan,
    JsonObject Blocks
)
{
    /// <summary>The owner's uploads that sections may show, the newest first.</summary>
    [JsonPropertyOrder(-1)]
    public IReadOnlyList<PromptImage> Images { get; init; } = [];

    /// <summary>The owner's uploads that sections may offer for download, the newest first.</summary>
    [JsonPropertyOrder(-1)]
    public IReadOnlyList<PromptFile> Files { get; init; } = [];

    /// <summary>What the owner has stated, by the ids that props name it by.</summary>
    [JsonPropertyOrder(1)]
    public IReadOnlyList<BlockFact> Facts { get; init; } = [];

    /// <summary>What stands already: all texts of the other sections of the page, the headings of the other pages.</summary>
    [JsonPropertyOrder(2)]
    public IReadOnlyList<StandingSection> Standing { get; init; } = [];

    /// <summary>Those to write now, of one page.</summary>
    [JsonPropertyOrder(3)]
    public required IReadOnlyList<AskedSection> Sections { get; init; }

    /// <summary>
    /// How the document is written, and read: camelCase, letters of every script as they are (an escaped one would cost six tokens' worth of
    /// text), and nothing of what is not there: what is null is left out, and so are lists without an entry.
    /// </summary>
    public static JsonSerializerOptions Json { get; } =
        new(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutWhatIsNotThere } },
        };

    private static void LeaveOutWhatIsNotThere(JsonTypeInfo type)
    {
        foreach (var member in type.Properties)
        {
            if (member.AssociatedParameter is { } parameter)
            {
                member.IsRequired &= !parameter.IsNullable;
            }
            // A reader finds an empty one there by itself.
            else if (!member.IsRequired && member.PropertyType.IsAssignableTo(typeof(IEnumerable)))
            {
                member.ShouldSerialize = static (_, value) =>
                    value is string || value is IEnumerable list && list.Cast<object>().Any();
            }
        }
    }
}
