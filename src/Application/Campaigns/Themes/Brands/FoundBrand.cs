using AiWebBuilder.Domain.Campaigns.Looks;

namespace AiWebBuilder.Application.Campaigns.Themes.Brands;

/// <param name="Highlight">The brand's second colour.</param>
/// <param name="Background">Of the page; null: it says nothing, or a colour that no page can be read on.</param>
/// <param name="Colours">All that were found, the most telling first.</param>
/// <param name="HeadingFont">The name of a font.</param>
/// <param name="Logo">A picture file, as it was fetched.</param>
/// <param name="Notes">What was found and not taken, in sentences.</param>
public sealed record FoundBrand(
    Colour Primary,
    Colour? Highlight,
    Colour? Background,
    Colour? Text,
    IReadOnlyList<FoundColour> Colours,
    string? HeadingFont,
    string? BodyFont,
    byte[]? Logo,
    IReadOnlyList<string> Notes
);
