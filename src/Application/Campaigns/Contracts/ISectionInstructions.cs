using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Contracts.Prompts;

namespace AiWebBuilder.Application.Campaigns.Contracts;

/// <summary>Does with a section what an instruction says, without a model: exactly that, or it says why not.</summary>
public interface ISectionInstructions
{
    /// <param name="section">One that stands there, as props.</param>
    InstructedSection Follow(PagePrompt prompt, AskedSection section);

    /// <summary>That nothing else can be said, in the language of the instruction.</summary>
    string NoFurtherVariant(PagePrompt prompt);
}

/// <param name="Props">With what was asked for; null: it was not done.</param>
/// <param name="Reason">Why not, in the language of the instruction.</param>
/// <param name="AnotherWording">What is asked for is another wording, whichever.</param>
public sealed record InstructedSection(JsonObject? Props, string? Reason, bool AnotherWording);
