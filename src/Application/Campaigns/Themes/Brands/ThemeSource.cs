namespace AiWebBuilder.Application.Campaigns.Themes.Brands;

/// <summary>Where a brand is to be seen: one of the two.</summary>
/// <param name="Url">A page of a website, or a picture.</param>
/// <param name="ImageId">An upload, such as the logo.</param>
/// <example>{"url":"https://quaysidebakes.example/"}</example>
public sealed record ThemeSource(string? Url = null, Guid? ImageId = null);
