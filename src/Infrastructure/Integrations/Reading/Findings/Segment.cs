namespace AiWebBuilder.Infrastructure.Integrations.Reading.Findings;

/// <summary>A stretch of the page between two borders.</summary>
/// <param name="Chrome"><c>header</c>, <c>footer</c>, <c>notice</c>, or null.</param>
internal sealed record Segment(int Order, string? Chrome, IReadOnlyList<string> Anchors);
