namespace AiWebBuilder.Application.Integrations.Analyses.Facts;

/// <param name="Fact">The id of the fact that it counts towards.</param>
/// <param name="Of">Of how many on this page.</param>
/// <param name="Texts">What the samples say.</param>
public sealed record PageCount(string Fact, long Count, long? Of, IReadOnlyList<string?> Texts);
