namespace AiWebBuilder.Application.Integrations.Imports.Sources;

/// <param name="Description">Null: there is none.</param>
/// <param name="Language">BCP 47 tag as the page has it; null: it says none.</param>
/// <param name="Direction"><c>ltr</c> or <c>rtl</c>.</param>
/// <param name="Address">Where the page says that it stands; null: nowhere.</param>
/// <param name="Colours">Those that its styles name for the brand, as <c>#rrggbb</c>, the most telling first.</param>
public sealed record SourceHead(
    string Title,
    string? Description,
    string? Language,
    string Direction,
    Uri? Address,
    string Charset,
    string? Generator,
    IReadOnlyList<string> Colours
)
{
    /// <summary>What a bare dollar is, where the page's data says so.</summary>
    public string? Dollar { get; init; }
}
