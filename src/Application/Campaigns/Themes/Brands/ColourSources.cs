namespace AiWebBuilder.Application.Campaigns.Themes.Brands;

/// <summary>Where a brand shows its colours.</summary>
public static class ColourSources
{
    /// <summary>A variable of the style sheet that is named after the brand: <c>--color-primary</c>.</summary>
    public const string Variable = "variable";

    /// <summary>What the page tells browsers to paint their frame in.</summary>
    public const string ThemeColour = "theme_colour";
    public const string Button = "button";
    public const string Header = "header";
    public const string Link = "link";

    /// <summary>A logo on a page.</summary>
    public const string Logo = "logo";

    /// <summary>A picture that was given itself.</summary>
    public const string Image = "image";

    public static IReadOnlyList<string> All { get; } = [Variable, ThemeColour, Button, Header, Link, Logo, Image];
}
