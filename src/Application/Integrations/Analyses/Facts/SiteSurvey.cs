using AiWebBuilder.Application.Integrations.Imports;
using AiWebBuilder.Application.Integrations.Imports.Sources;

namespace AiWebBuilder.Application.Integrations.Analyses.Facts;

/// <summary>What a visit of a site has found.</summary>
/// <param name="Skipped">Pages that were not read, with the reason.</param>
/// <param name="Answers">What each address that was asked for answered: an HTTP status, 0 for no answer at all.</param>
public sealed record SiteSurvey(
    IReadOnlyList<SurveyedPage> Pages,
    IReadOnlyList<ImportedPage> Skipped,
    IReadOnlyDictionary<string, int> Answers
)
{
    public static SiteSurvey Nothing { get; } = new([], [], new Dictionary<string, int>(StringComparer.Ordinal));
}

/// <param name="Page">As a visitor sees it.</param>
/// <param name="Counts">As its HTML has it.</param>
public sealed record SurveyedPage(
    Uri Address,
    SourcePage Page,
    string? Title,
    string? Description,
    IReadOnlyList<PageLink> Links,
    IReadOnlyList<PageCount> Counts
);

/// <param name="IsSameHost">Whether it leads to another page of the site.</param>
public sealed record PageLink(string Address, bool IsSameHost);
