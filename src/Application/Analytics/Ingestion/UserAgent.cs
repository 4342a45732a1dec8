using AiWebBuilder.Application.Analytics.Ingestion.Bots;

namespace AiWebBuilder.Application.Analytics.Ingestion;

/// <summary>What is kept of the User-Agent header: enough for a chart, too little to tell people apart.</summary>
/// <param name="Family"><c>Safari on iOS</c>.</param>
/// <param name="Device"><c>desktop, mobile, tablet, bot, unknown</c>.</param>
/// <param name="IsBot">A program that says so: crawlers, link previews, monitors, headless browsers.</param>
public sealed record UserAgent(string Family, string Device, bool IsBot)
{
    // The order matters: nearly every browser calls itself Chrome, and all of them Safari.
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS", "Firefox"),
        ("CriOS", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("iPhone", "iOS"),
        ("iPad", "iOS"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];

    /// <summary>Reads the header; a missing one is unknown, not a bot: servers report orders without one.</summary>
    public static UserAgent Parse(string header)
    {
        if (KnownBots.Include(header))
        {
            return new UserAgent("Bot", "bot", IsBot: true);
        }
        var browser = NameIn(header, Browsers);
        var system = NameIn(header, Systems);
        if (browser is null && system is null)
        {
            return new UserAgent("Other", "unknown", IsBot: false);
        }
        var tablet =
            header.Contains("iPad", StringComparison.Ordinal)
            || header.Contains("Tablet", StringComparison.Ordinal)
            || (system == "Android" && !header.Contains("Mobile", StringComparison.Ordinal));
        var device =
            tablet ? "tablet"
            : header.Contains("Mobi", StringComparison.Ordinal) ? "mobile"
            : "desktop";
        return new UserAgent($"{browser ?? "Other"} on {system ?? "other"}", device, IsBot: false);
    }

    private static string? NameIn(string header, (string Mark, string Name)[] names) =>
        names.FirstOrDefault(name => header.Contains(name.Mark, StringComparison.Ordinal)).Name;
}
