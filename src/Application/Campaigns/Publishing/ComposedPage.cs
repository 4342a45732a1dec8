using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Application.Campaigns.Pages.Dated;

namespace AiWebBuilder.Application.Campaigns.Publishing;

/// <summary>A composed page as visitors will get it.</summary>
/// <param name="Key"><c>index</c> or the path below the published address.</param>
/// <param name="Html">The whole document.</param>
public sealed record ComposedPage(string Key, string Html)
{
    /// <summary>What it is called in the tab; an e-mail's subject.</summary>
    public string Title { get; init; } = "";

    /// <summary>What its components hold that no page may.</summary>
    public IReadOnlyList<LeftOut> LeftOut { get; init; } = [];

    /// <summary>What its components say of days that are over; the page does without.</summary>
    public IReadOnlyList<OverdueText> Overdue { get; init; } = [];

    /// <summary>The uploads that its components show or offer, be they there or not.</summary>
    public IReadOnlyList<ShownUpload> Uploads { get; init; } = [];

    /// <summary>Whether search engines are asked to stay away from it.</summary>
    public bool NoIndex { get; init; }

    /// <summary>What an e-mail has beside its HTML; null for a page.</summary>
    public EmailParts? Email { get; init; }
}
