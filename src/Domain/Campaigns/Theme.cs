namespace AiWebBuilder.Domain.Campaigns;

/// <summary>The design tokens that every page and e-mail of a campaign is made with.</summary>
/// <param name="Style">One of the three visual styles: <c>editorial</c>, <c>bold</c>, <c>soft</c>.</param>
/// <param name="Language">BCP 47 tag of the pages.</param>
/// <param name="Direction"><c>ltr</c> or <c>rtl</c>.</param>
/// <param name="Background">Page background, <c>#RRGGBB</c> like all colours here.</param>
/// <param name="Surface">Cards and alternating sections.</param>
/// <param name="Text">Body text; at least 4.5:1 on background and surface (WCAG 2.2 AA).</param>
/// <param name="MutedText">Secondary text; at least 4.5:1 on background and surface.</param>
/// <param name="Primary">Buttons and bands.</param>
/// <param name="OnPrimary">Text on primary; at least 4.5:1.</param>
/// <param name="Accent">Links, marks and small headings; at least 4.5:1 on background and surface.</param>
/// <param name="Border">Hairlines; decoration only.</param>
/// <param name="HeadingFont">A CSS font stack of fonts that devices have.</param>
/// <param name="BodyFont">A CSS font stack of fonts that devices have.</param>
public sealed record Theme(
    string Style,
    string Language,
    string Direction,
    string Background,
    string Surface,
    string Text,
    string MutedText,
    string Primary,
    string OnPrimary,
    string Accent,
    string Border,
    string HeadingFont,
    string BodyFont
);
