namespace AiWebBuilder.Domain.Campaigns.Looks;

/// <summary>Font stacks of fonts that operating systems bring along: pages fetch none.</summary>
public static class FontStacks
{
    private const string Sans =
        "system-ui, -apple-system, \"Segoe UI\", Roboto, \"Helvetica Neue\", \"Noto Sans\", \"Liberation Sans\", Arial";

    private const string Serif =
        "\"Iowan Old Style\", \"Palatino Linotype\", Palatino, \"Book Antiqua\", \"P052\", \"TeX Gyre Pagella\", \"Noto Serif\", Georgia";

    private const string Heavy =
        "\"Avenir Next\", \"Segoe UI\", \"Helvetica Neue\", \"Nimbus Sans\", \"Liberation Sans\", Arial";

    private const string Mono =
        "ui-monospace, \"SF Mono\", \"Cascadia Mono\", Menlo, Consolas, \"DejaVu Sans Mono\", \"Liberation Mono\"";

    private const string Rounded =
        "ui-rounded, \"SF Pro Rounded\", \"Hiragino Maru Gothic ProN\", Quicksand, Nunito, \"Trebuchet MS\", \"Noto Sans\", system-ui";

    /// <summary>The stacks of a style for a language: the script's own fonts stand before the generic family.</summary>
    public static (string Heading, string Body) For(string style, string language)
    {
        var (sans, serif) = language.Split('-', '_')[0].ToLowerInvariant() switch
        {
            "ja" => (
                ", \"Hiragino Sans\", \"Yu Gothic\", Meiryo, \"Noto Sans CJK JP\", \"Noto Sans JP\"",
                ", \"Hiragino Mincho ProN\", \"Yu Mincho\", \"Noto Serif CJK JP\", \"Noto Serif JP\""
            ),
            "ar" or "fa" or "ur" => (
                ", \"SF Arabic\", \"Geeza Pro\", Tahoma, \"Noto Sans Arabic\"",
                ", \"SF Arabic\", \"Traditional Arabic\", \"Noto Naskh Arabic\""
            ),
            "he" or "iw" => (
                ", \"SF Hebrew\", \"Arial Hebrew\", \"Noto Sans Hebrew\"",
                ", \"New Peninim MT\", David, \"Noto Serif Hebrew\""
            ),
            _ => ("", ""),
        };
        return style switch
        {
            "editorial" => (Serif + serif + ", serif", Sans + sans + ", sans-serif"),
            "bold" => (Heavy + sans + ", sans-serif", Sans + sans + ", sans-serif"),
            "minimal" => (Sans + sans + ", sans-serif", Sans + sans + ", sans-serif"),
            "technical" => (Mono + sans + ", monospace", Sans + sans + ", sans-serif"),
            _ => (Rounded + sans + ", sans-serif", Sans + sans + ", sans-serif"),
        };
    }
}
