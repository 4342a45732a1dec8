using AiWebBuilder.Domain.Campaigns.Looks;

namespace AiWebBuilder.Domain.Campaigns.Briefs;

/// <summary>How businesses of one kind like to look when nobody has said otherwise.</summary>
/// <param name="Motif">The drawing its pages carry, see <see cref="Theme.Motif"/>.</param>
/// <param name="Style">One of <see cref="Theme.Style"/>.</param>
/// <param name="Background">The paper.</param>
/// <param name="Primary">Bands and, without a highlight, buttons.</param>
/// <param name="Highlight">Buttons and marks.</param>
internal sealed record TradeLook(string Motif, string Style, string Background, string Primary, string Highlight)
{
    public static readonly TradeLook Grain = new("grain", "editorial", "#FBF8F2", "#5B4636", "#B4763A");
    public static readonly TradeLook Loaf = new("loaf", "soft", "#FFFBF4", "#C98F4A", "#D9683C");
    public static readonly TradeLook Table = new("table", "editorial", "#FBF6EF", "#7A2E22", "#C8742F");
    public static readonly TradeLook Pipes = new("pipes", "bold", "#FFFFFF", "#0F2C4C", "#F27A1A");
    public static readonly TradeLook Facade = new("facade", "editorial", "#FAF7F2", "#2F3E4E", "#A9744F");
    public static readonly TradeLook Care = new("care", "soft", "#FBFDFE", "#2B6C8F", "#E08E6D");
    public static readonly TradeLook Hills = new("hills", "editorial", "#FAF7F0", "#4F7057", "#C08A5A");
    public static readonly TradeLook Plates = new("plates", "bold", "#111214", "#F2C500", "#F2C500");
    public static readonly TradeLook Panels = new("panels", "soft", "#FFFFFF", "#2F4BB3", "#F0A35E");
    public static readonly TradeLook Network = new("network", "bold", "#FFFFFF", "#16303A", "#1BB39B");
    public static readonly TradeLook Shelter = new("shelter", "editorial", "#FBF8F5", "#7B2420", "#D39B3E");
    public static readonly TradeLook Forms = new("forms", "bold", "#FFFDF8", "#1F2430", "#E4572E");

    /// <summary>For a trade that nobody has named.</summary>
    public static readonly TradeLook Unknown = new("forms", "editorial", "#FBFAF7", "#2E4650", "#B5653B");
}
