namespace AiWebBuilder.Domain.Campaigns.Briefs;

/// <summary>One trade as planner, copywriter and theme know it.</summary>
/// <param name="Name">Whose sections and words its pages have; <see cref="Trades.Generic"/>: those of any business.</param>
/// <param name="Look">How its pages look.</param>
internal sealed record Trade(string Name, TradeLook Look)
{
    /// <summary>The beginnings of the words that tell it, in the languages that the product writes.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The languages in which something is said for it.</summary>
    public IReadOnlyList<string> Languages { get; init; } = ["en", "fr", "es", "he"];
}
