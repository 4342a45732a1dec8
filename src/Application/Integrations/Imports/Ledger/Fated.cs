using AiWebBuilder.Application.Integrations.Imports.Sources;

namespace AiWebBuilder.Application.Integrations.Imports.Ledger;

/// <param name="Kind">One of <see cref="SourceKinds"/>.</param>
/// <param name="Text">What a visitor read, or the address.</param>
/// <param name="Section">Which of the page's sections holds it, from 0; null: none.</param>
/// <param name="Path">JSON Pointer into the section's props.</param>
public sealed record Fated(
    string Kind,
    string Text,
    string? Address,
    string Fate,
    int? Section,
    string? Path,
    string? Reason
);
