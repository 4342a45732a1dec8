namespace AiWebBuilder.Application.Integrations.Analyses.Writing;

/// <param name="Facts">The ids of those that it rests on.</param>
public sealed record MigrationStep(string Title, string Text, IReadOnlyList<string> Facts);
