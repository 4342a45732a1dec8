using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Publishing;

/// <summary>One finding before publishing.</summary>
/// <param name="Rule">A stable name: <c>images.alt-missing</c>.</param>
/// <param name="Severity">Errors block publishing; warnings do not.</param>
/// <param name="ComponentId">Where it was found; null when it belongs to the page as a whole.</param>
/// <param name="Message">What to do, in one sentence.</param>
public sealed record PreflightCheck(
    string Rule,
    [OneOf(typeof(PreflightSeverity))] string Severity,
    Guid? ComponentId,
    string Message
);

/// <summary>How bad a finding is.</summary>
public static class PreflightSeverity
{
    public static IReadOnlyList<string> All { get; } = ["error", "warning"];
}
