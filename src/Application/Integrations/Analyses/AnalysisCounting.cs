using System.Text.Json;
using AiWebBuilder.Application.Campaigns.Contracts.Imports;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Integrations.Analyses.Facts;
using AiWebBuilder.Application.Integrations.Imports.Ledger;
using AiWebBuilder.Application.Integrations.Imports.Mapping;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Integrations.Syncs;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Domain.Integrations.Analyses;

namespace AiWebBuilder.Application.Integrations.Analyses;

/// <summary>Counts, before a word is written: the contents of the last syncs and the pages that visitors see.</summary>
internal sealed class AnalysisCounting(
    IRepository<PlatformAnalysis> analyses,
    IPlatformContents contents,
    ISiteSurveys surveys,
    IImportedCampaigns campaigns,
    IPriceReader prices,
    IUnitOfWork unitOfWork,
    IJobQueue jobs,
    TimeProvider time
)
{
    /// <summary>At one request a second they take less than a minute.</summary>
    private const int MostPages = 20;

    /// <summary>Shows how far the job is.</summary>
    public Task ReportAsync(Guid jobId, int percent, CancellationToken cancellationToken) =>
        jobs.ReportProgressAsync(jobId, percent, cancellationToken);

    /// <exception cref="DomainException">NotFound: the analysis has gone with its integration.</exception>
    public async Task CountAsync(Guid generationId, Func<int, Task> progress, CancellationToken cancellationToken)
    {
        var (type, found) = await unitOfWork.ReadAsync(
            async () =>
            {
                var analysis =
                    await analyses.FirstOrDefaultAsync(new AnalysisOfGeneration(generationId), cancellationToken)
                    ?? throw new DomainException(IntegrationErrors.AnalysisNotFound);
                return (analysis.AnalysisType, await contents.CurrentAsync(analysis.IntegrationId, cancellationToken));
            },
            cancellationToken
        );
        var pages = found
            .Where(one => SurveyFacts.IsPage(one) && SurveyFacts.IsPublished(one))
            .Select(one => Uri.TryCreate(one.Url, UriKind.Absolute, out var address) ? address : null)
            .OfType<Uri>()
            .Where(address => address.Scheme is "http" or "https")
            .ToArray();
        var survey = FirstOf(pages) is { } first
            ? await surveys.VisitAsync(first, pages, MostPages, progress, cancellationToken)
            : SiteSurvey.Nothing;
        var (counted, analyzed, assessed) = Count(type, found, survey);
        await unitOfWork.ExecuteAsync<Done>(
            async () =>
            {
                (await analyses.FirstOrDefaultAsync(new AnalysisOfGeneration(generationId), cancellationToken))?.Count(
                    JsonSerializer.Serialize(counted, AnalysisJson.Options),
                    JsonSerializer.Serialize(analyzed, AnalysisJson.Options),
                    assessed is null ? null : JsonSerializer.Serialize(assessed, AnalysisJson.Options)
                );
                return default;
            },
            cancellationToken
        );
    }

    private (CountedFacts, IReadOnlyList<AnalyzedContent>, MigrationAssessment?) Count(
        string type,
        IReadOnlyList<ContentView> found,
        SiteSurvey survey
    )
    {
        var facts = new SurveyFacts(survey, found, surveys.KeyOf).All();
        MigrationAssessment? assessed = null;
        if (type == AnalysisTypes.Migration)
        {
            assessed = Assess(found, survey);
            facts = [.. facts, .. MigrationFacts(assessed, found)];
        }
        var areas = AnalysisWords.Ranks.Areas[type];
        var language = survey
            .Pages.Select(page => page.Page.Head.Language)
            .OfType<string>()
            .GroupBy(tag => tag, StringComparer.OrdinalIgnoreCase)
            .MaxBy(same => same.Count())
            ?.Key;
        return (
            new CountedFacts(
                survey.Pages.Count > 0 ? survey.Pages[0].Address.IdnHost : "",
                AnalysisWords.For(language).Language,
                time.GetUtcNow(),
                [.. facts.Where(fact => areas.Contains(fact.Area))]
            ),
            AnalyzedOf(found, survey),
            assessed
        );
    }

    private MigrationAssessment Assess(IReadOnlyList<ContentView> found, SiteSurvey survey)
    {
        var (fates, elements) = new MigrationFates(new PageMapper(campaigns, prices, time), surveys.KeyOf).Of(
            survey,
            found
        );
        return new MigrationAssessment(
            [
                .. fates
                    .GroupBy(one => one.Object, StringComparer.Ordinal)
                    .OrderBy(kind => kind.Key, StringComparer.Ordinal)
                    .Select(kind => MigrationFates.Total(kind.Key, kind.Select(one => one.Fate))),
            ],
            elements,
            fates,
            []
        );
    }

    private static IEnumerable<AnalysisFact> MigrationFacts(
        MigrationAssessment assessed,
        IReadOnlyList<ContentView> found
    )
    {
        var all = assessed.Fates.Count;
        var elements = assessed.Elements.Sum(one => one.Carried + one.Approximated + one.Replaced + one.Lost);
        yield return Fact("contents", all, null, []);
        foreach (var fate in (string[])[.. ImportFates.All, ContentFate.Unassessed])
        {
            var same = assessed.Fates.Where(one => one.Fate == fate).ToArray();
            yield return Fact(fate, same.Length, all, same);
        }
        yield return Fact("elements", elements, null, []);
        yield return Fact("elements_carried", assessed.Elements.Sum(one => one.Carried + one.Replaced), elements, []);
        yield return Fact("elements_lost", assessed.Elements.Sum(one => one.Lost), elements, []);
        var moved = found
            .Where(one => one.Url is not null && SurveyFacts.IsPage(one) && SurveyFacts.IsPublished(one))
            .ToArray();
        yield return Fact(
            "redirects",
            moved.Length,
            null,
            [.. assessed.Fates.Where(one => moved.Any(content => content.Id == one.ContentId))]
        );

        static AnalysisFact Fact(string name, long count, long? of, IReadOnlyList<ContentFate> samples) =>
            new(
                $"migration.{name}",
                count,
                of,
                new Dictionary<string, long>(StringComparer.Ordinal),
                [
                    .. samples
                        .Take(5)
                        .Select(one => new FactSample(
                            FactTexts.Cut(one.Address ?? "", 320),
                            one.Title is { Length: > 0 } title ? FactTexts.Cut(FactTexts.Plain(title), 160) : null
                        )),
                ]
            );
    }

    private AnalyzedContent[] AnalyzedOf(IReadOnlyList<ContentView> found, SiteSurvey survey)
    {
        var answers = survey
            .Answers.Where(answer => Uri.TryCreate(answer.Key, UriKind.Absolute, out _))
            .GroupBy(answer => surveys.KeyOf(new Uri(answer.Key)), StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Last().Value, StringComparer.Ordinal);
        var known = found
            .Select(one => Uri.TryCreate(one.Url, UriKind.Absolute, out var address) ? surveys.KeyOf(address) : null)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. found
                .Where(SurveyFacts.IsPage)
                .Select(one => new AnalyzedContent(
                    one.Id,
                    one.Object,
                    one.Title,
                    one.Url,
                    Uri.TryCreate(one.Url, UriKind.Absolute, out var address)
                    && answers.TryGetValue(surveys.KeyOf(address), out var answer)
                        ? answer
                        : null
                )),
            .. survey
                .Pages.Where(page => !known.Contains(surveys.KeyOf(page.Address)))
                .Select(page => new AnalyzedContent(
                    null,
                    PlatformObjects.Pages,
                    page.Title,
                    page.Address.AbsoluteUri,
                    answers.GetValueOrDefault(surveys.KeyOf(page.Address))
                )),
        ];
    }

    /// <summary>Of the host that most of the pages are on, the one with the shortest address: the home page, where the platform lists it.</summary>
    private static Uri? FirstOf(IReadOnlyList<Uri> pages) =>
        pages
            .GroupBy(page => page.GetLeftPart(UriPartial.Authority), StringComparer.OrdinalIgnoreCase)
            .MaxBy(same => same.Count())
            ?.MinBy(page => page.PathAndQuery.Length);
}
