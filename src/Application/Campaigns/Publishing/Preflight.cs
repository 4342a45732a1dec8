using AiWebBuilder.Application.Campaigns.Pages;
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

/// <summary>All findings; passed when none blocks.</summary>
public sealed record PreflightReport(bool Passed, IReadOnlyList<PreflightCheck> Checks);

/// <summary>A composed page as visitors will get it.</summary>
/// <param name="Key"><c>index</c> or the path below the published address.</param>
/// <param name="Html">The whole document.</param>
public sealed record ComposedPage(string Key, string Html)
{
    /// <summary>What it is called in the tab; an e-mail's subject.</summary>
    public string Title { get; init; } = "";

    /// <summary>What its components hold that no page may.</summary>
    public IReadOnlyList<LeftOut> LeftOut { get; init; } = [];

    /// <summary>What an e-mail has beside its HTML; null for a page.</summary>
    public EmailParts? Email { get; init; }
}

/// <param name="Preheader">What mail programs show after the subject; null when there is none.</param>
/// <param name="Text">The plain-text part, lines ended by LF.</param>
public sealed record EmailParts(string Subject, string? Preheader, string Text);

/// <summary>Looks at composed pages with a parser: no model, no tokens, the same answer each time.</summary>
public interface IPreflight
{
    /// <param name="pages">All pages of the campaign, so that links between them can be followed.</param>
    /// <param name="sources">The brief's texts: a figure on a page must stand in one of them.</param>
    /// <param name="maxPageWeightKb">The brief's <c>performanceRequirements.maxPageWeightKb</c>, kB of 1,000 bytes of UTF-8.</param>
    PreflightReport Examine(IReadOnlyList<ComposedPage> pages, string sources, double? maxPageWeightKb);
}
