using AiWebBuilder.Application.Integrations.Analyses.Facts;
using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Infrastructure.Http;
using AiWebBuilder.Infrastructure.Integrations.Imports;

namespace AiWebBuilder.Infrastructure.Integrations.Analyses;

internal sealed class SiteSurveys(ISourceReader reader, GuardedFetcher fetcher, TimeProvider time) : ISiteSurveys
{
    public async Task<SiteSurvey> VisitAsync(
        Uri first,
        IReadOnlyList<Uri> also,
        int most,
        Func<int, Task> progress,
        CancellationToken cancellationToken
    )
    {
        Dictionary<string, int> answers = new(StringComparer.Ordinal);
        Dictionary<string, PageInspection> inspected = new(StringComparer.Ordinal);
        var visit = new SiteVisit(reader, fetcher, time, progress)
        {
            Known = also,
            Asked = (address, answer) =>
            {
                answers[address.AbsoluteUri] = answer is null ? 0 : (int)answer.Status;
                // Inspected at once: the bytes of twenty pages need not be held together.
                if (answer is { IsSuccess: true, MediaType: null or "text/html" or "application/xhtml+xml" })
                {
                    answers[answer.Address.AbsoluteUri] = (int)answer.Status;
                    inspected[answer.Address.AbsoluteUri] = PageInspection.Of(answer, first);
                }
            },
        };
        var site = await visit.PagesAsync(first, most, cancellationToken);
        return new SiteSurvey(
            [
                .. site.Pages.Select(page =>
                {
                    var html = inspected[page.Address!.AbsoluteUri];
                    return new SurveyedPage(
                        page.Address,
                        page.Page,
                        html.Title,
                        html.Description,
                        html.Links,
                        [.. html.Counts, .. ClaimCounts.Of(page.Page)]
                    );
                }),
            ],
            site.Skipped,
            answers
        );
    }

    public string KeyOf(Uri address) => SiteVisit.Key(address).TrimEnd('/');
}
