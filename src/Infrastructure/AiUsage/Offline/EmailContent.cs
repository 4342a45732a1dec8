namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>An e-mail's words; the e-mail template lays them out, and the text part is made from the same.</summary>
/// <param name="UnsubscribeLabel">What the link for leaving the list is called.</param>
internal sealed record EmailContent(
    string Subject,
    string Preheader,
    string Brand,
    string Heading,
    IReadOnlyList<string> Paragraphs,
    IReadOnlyList<ContentItem> Items,
    ContentLink? Primary,
    string SignOff,
    string Footer,
    string UnsubscribeLabel
);

/// <param name="Meta">A price, a time, a number: given by the brief, never invented.</param>
internal sealed record ContentItem(string Title, string? Meta = null);

/// <summary>A link or a button.</summary>
internal sealed record ContentLink(string Label, string Href);
