namespace AiWebBuilder.Domain.Campaigns.Briefs;

/// <summary>One trade as planner, writer and theme know it.</summary>
/// <param name="Name"><see cref="Trades.Generic"/>: any business.</param>
/// <param name="Look">How its pages look.</param>
internal sealed record Trade(string Name, TradeLook Look)
{
    /// <summary>The beginnings of the words that tell it, in the languages that the product writes.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];
}
