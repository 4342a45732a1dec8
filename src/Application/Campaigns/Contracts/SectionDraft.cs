using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Contracts.Prompts;

namespace AiWebBuilder.Application.Campaigns.Contracts;

/// <summary>A section in the answer to a <see cref="PagePrompt"/>.</summary>
/// <param name="Name">A name that people recognise the section by.</param>
/// <param name="Props">By the schema of the section's block.</param>
/// <param name="Html">Of a section that is code, its code; null for a block.</param>
/// <param name="Css">Rules for a section that is code.</param>
/// <param name="LeftOut">Why there is nothing to say in the section, which then is left out; null: it is written.</param>
public sealed record SectionDraft(
    string Name,
    JsonObject? Props,
    string? Html = null,
    string? Css = null,
    string? LeftOut = null
);
