namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>
/// What one section says, before it is laid out. The copywriter fills it from the brief alone; the templates lay it out.
/// All texts are plain text: the templates escape them.
/// </summary>
internal sealed record SectionContent
{
    /// <summary>The template: <c>hero</c>, <c>benefits</c>, <c>faq</c>, ... (see SectionKinds).</summary>
    public required string Kind { get; init; }

    /// <summary>The section's anchor on its page: letters, digits and dashes.</summary>
    public required string Anchor { get; init; }

    /// <summary>
    /// A variant of the template: for a hero <c>split</c>, <c>centered</c> or <c>banner</c>, for other kinds <c>turned</c> or none.
    /// </summary>
    public string? Layout { get; init; }

    /// <summary>A drawing other than the theme's own: <c>plan</c>.</summary>
    public string? Motif { get; init; }

    /// <summary>The business or the offer, as it signs itself.</summary>
    public required string Brand { get; init; }

    /// <summary>A word or two above the heading.</summary>
    public string? Eyebrow { get; init; }

    public string? Heading { get; init; }

    /// <summary>
    /// The heading is for those who go through a page by its headings; nobody sees it, since it would only say the name again.
    /// </summary>
    public bool QuietHeading { get; init; }

    /// <summary>Where the name in the header leads: the first page, or the top of this one.</summary>
    public string? Home { get; init; }

    /// <summary>One or two sentences below the heading.</summary>
    public string? Lead { get; init; }

    public IReadOnlyList<string> Paragraphs { get; init; } = [];

    public IReadOnlyList<ContentItem> Items { get; init; } = [];

    /// <summary>The one thing to do here.</summary>
    public ContentLink? Primary { get; init; }

    public ContentLink? Secondary { get; init; }

    /// <summary>A phone number given in the brief, with its <c>tel:</c> link.</summary>
    public ContentLink? Phone { get; init; }

    public ContentForm? Form { get; init; }

    /// <summary>Small print: conditions and allergens that the brief gives.</summary>
    public string? Note { get; init; }

    /// <summary>
    /// Labels that the template itself shows, in the page's language, by key: <c>menu</c>, <c>footer</c> (names of the two
    /// navigations), <c>recommended</c> (badge of a highlighted price). A label left out is not shown.
    /// </summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}

/// <summary>A benefit, a step, a price, a question, an appointment, a navigation entry.</summary>
/// <param name="Title">The card's name, the question, the weekday.</param>
/// <param name="Text">What it says.</param>
/// <param name="Meta">A price, a time, a number: given by the brief, never invented.</param>
/// <param name="Href">Where it leads, when it does.</param>
/// <param name="Icon">A name from the template library's own icon set.</param>
/// <param name="Highlighted">The recommended one of several.</param>
/// <param name="Points">Bullet points inside the card.</param>
/// <param name="Before">What stands before a price, with its space: <c>from </c>.</param>
/// <param name="After">What stands after a price, with its space: <c> a month</c>.</param>
internal sealed record ContentItem(
    string Title,
    string? Text = null,
    string? Meta = null,
    string? Href = null,
    string? Icon = null,
    bool Highlighted = false,
    IReadOnlyList<string>? Points = null,
    string? Before = null,
    string? After = null
);

/// <summary>A link or a button.</summary>
internal sealed record ContentLink(string Label, string Href);

/// <summary>A form that works when published: it posts to the page's own submissions address.</summary>
internal sealed record ContentForm(IReadOnlyList<ContentField> Fields, string Submit, string? Privacy, string Success);

/// <param name="Name">The submitted name: <c>email</c>, <c>name</c>, <c>phone</c>, <c>message</c>, <c>date</c>, <c>guests</c>, ...</param>
/// <param name="Label">What people read.</param>
/// <param name="Type"><c>text</c>, <c>email</c>, <c>tel</c>, <c>date</c>, <c>number</c>, <c>textarea</c>, <c>select</c>.</param>
/// <param name="Required">Whether the browser insists.</param>
/// <param name="Autocomplete">The autocomplete token of the HTML standard.</param>
/// <param name="Options">Of a <c>select</c>.</param>
/// <param name="Icon">
/// Seen in place of the label, where that is a sign: screen readers call signs by their names in the reader's own language.
/// </param>
internal sealed record ContentField(
    string Name,
    string Label,
    string Type,
    bool Required,
    string? Autocomplete = null,
    IReadOnlyList<string>? Options = null,
    string? Icon = null
);

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
