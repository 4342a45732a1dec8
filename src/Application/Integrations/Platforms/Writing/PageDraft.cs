namespace AiWebBuilder.Application.Integrations.Platforms.Writing;

/// <param name="Status">Null: it stays what it is.</param>
public sealed record PageDraft(string Title, string Excerpt, string Content, string? Status);
