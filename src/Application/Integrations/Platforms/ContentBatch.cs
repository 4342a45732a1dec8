namespace AiWebBuilder.Application.Integrations.Platforms;

/// <param name="Next">Where the next page begins; null: this was the last.</param>
/// <param name="Total">As the platform says; null: it does not.</param>
public sealed record ContentBatch(IReadOnlyList<FoundContent> Contents, string? Next, int? Total);
