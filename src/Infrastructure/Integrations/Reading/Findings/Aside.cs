namespace AiWebBuilder.Infrastructure.Integrations.Reading.Findings;

/// <param name="Fate">Of all that stands there.</param>
/// <param name="IsQuoted">Whether its words may be repeated.</param>
internal sealed record Aside(string Kind, string Fate, string Reason, bool IsQuoted);
