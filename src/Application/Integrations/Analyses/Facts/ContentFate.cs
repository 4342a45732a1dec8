namespace AiWebBuilder.Application.Integrations.Analyses.Facts;

/// <summary>What would become of a content if it were imported.</summary>
/// <param name="ContentId">Null: a page that no sync has found.</param>
/// <param name="Fate">One of <see cref="Imports.Ledger.ImportFates"/>, or <see cref="Unassessed"/>.</param>
/// <param name="Reason">A code: <c>not_published</c>.</param>
public sealed record ContentFate(
    Guid? ContentId,
    string Object,
    string? Title,
    string? Address,
    string Fate,
    string? Reason
)
{
    /// <summary>Its page was not read.</summary>
    public const string Unassessed = "unassessed";
}
