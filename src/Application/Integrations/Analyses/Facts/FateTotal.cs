namespace AiWebBuilder.Application.Integrations.Analyses.Facts;

/// <summary>How many of a kind have which fate; together they are all of the kind.</summary>
/// <param name="What">A kind of content or of element.</param>
/// <param name="Unassessed">Their pages were not read.</param>
public sealed record FateTotal(string What, int Carried, int Approximated, int Replaced, int Lost, int Unassessed);
