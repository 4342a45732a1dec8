using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Themes.Brands;

/// <param name="Colour"><c>#RRGGBB</c>, exactly as it was found.</param>
/// <param name="From">What showed it first.</param>
public sealed record FoundColour(string Colour, [OneOf(typeof(ColourSources))] string From);
