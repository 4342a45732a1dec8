namespace AiWebBuilder.Application.Integrations.Imports.Sources;

/// <param name="Name">As the source's server calls it.</param>
/// <param name="Type">The input's type, <c>select</c> or <c>textarea</c>.</param>
/// <param name="Label">As a visitor reads it.</param>
public sealed record SourceField(
    string Name,
    string Type,
    string Label,
    bool IsRequired,
    IReadOnlyList<string> Options
);
