using AiWebBuilder.Application.Analytics.Contracts;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.Infrastructure.Analytics;

internal sealed class VisitRecords(IOptions<AnalyticsOptions> options) : IVisitRecords
{
    public int MonthsKept => options.Value.RetentionMonths;
}
