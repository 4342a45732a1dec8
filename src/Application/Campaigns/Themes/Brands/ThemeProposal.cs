namespace AiWebBuilder.Application.Campaigns.Themes.Brands;

/// <summary>A look after a brand. Nothing has changed: send <paramref name="Fields"/>, as they are or changed, with <c>PUT …/theme</c> to use it.</summary>
/// <param name="Fields">The tokens, with the brand's own colours and fonts.</param>
/// <param name="Theme">What they come to, every contrast kept; <c>corrections</c> says which colours text could not be read on.</param>
/// <param name="Colours">All colours that were found, the most telling first.</param>
/// <param name="LogoId">The page's logo, which is one of the account's images now; null: none was found that can be kept.</param>
/// <param name="Notes">What was found and not taken, in sentences.</param>
public sealed record ThemeProposal(
    ThemeFields Fields,
    ThemeView Theme,
    IReadOnlyList<FoundColour> Colours,
    Guid? LogoId,
    IReadOnlyList<string> Notes
);
