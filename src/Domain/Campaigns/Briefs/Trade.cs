using AiWebBuilder.Domain.Campaigns.Looks;

namespace AiWebBuilder.Domain.Campaigns.Briefs;

/// <summary>One trade as planner, writer and theme know it; the trades stand in <c>trades.json</c>.</summary>
/// <param name="Name"><see cref="Trades.Generic"/>: any business.</param>
/// <param name="Motif">The drawing its pages carry when nobody chose one, see <see cref="Theme.Motif"/>.</param>
/// <param name="Style">One of <see cref="ThemeStyles"/>, when nobody has asked for one.</param>
/// <param name="Background">The paper; colours are <c>#RRGGBB</c>.</param>
/// <param name="Primary">Bands and, without a highlight, buttons.</param>
/// <param name="Highlight">Buttons and marks.</param>
/// <param name="Visit">How customers are served, see <see cref="TradeVisits"/>; null: in any way.</param>
/// <param name="IsBroad">Its words stand beside those of other trades: a surf school, an app for florists.</param>
public sealed record Trade(
    string Name,
    string Motif,
    string Style,
    string Background,
    string Primary,
    string Highlight,
    string? Visit = null,
    bool IsBroad = false
);

/// <summary>How a trade serves its customers, as far as its forms differ by it.</summary>
public static class TradeVisits
{
    /// <summary>Comes to the customer, and rings back first.</summary>
    public const string Callout = "callout";

    /// <summary>Keeps a table.</summary>
    public const string Table = "table";

    /// <summary>Gives an appointment, on the telephone.</summary>
    public const string Appointment = "appointment";

    /// <summary>Guests stay: from a day, so many of them.</summary>
    public const string Stay = "stay";
}
