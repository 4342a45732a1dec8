using System.Text;

namespace AiWebBuilder.Infrastructure.Integrations.Reading.Walking;

/// <summary>A line of text, with the links in it.</summary>
internal sealed class Line
{
    private readonly StringBuilder written = new();
    private readonly StringBuilder beside = new();

    public string Text { get; private set; } = "";
    public List<LinkRun> Links { get; } = [];
    public bool EndsInElement { get; set; }
    public bool IsBroken => written.Length == 0 || SourceText.IsSpace(written[^1]);

    /// <summary>Whether nothing but separators stands between the links.</summary>
    public bool IsOnlyLinks => !beside.ToString().Any(char.IsLetterOrDigit);

    public void Write(string text, LinkRun? link)
    {
        written.Append(text);
        if (link?.Write(text) != true)
        {
            beside.Append(text);
        }
        EndsInElement = false;
    }

    public void Close() => Text = Unfilled(SourceText.Plain(written.ToString()).Trim());

    /// <summary>Shortcodes that a plug-in should have replaced: <c>[vc_column_text css="…"]</c>.</summary>
    private static string Unfilled(string text)
    {
        for (var at = 0; (at = text.IndexOf('[', at)) >= 0; )
        {
            var end = text.IndexOf(']', at);
            var name = end < 0 ? "" : text[(at + 1)..end].TrimStart('/').Split(' ')[0];
            if (
                name.Length > 2
                && name.Contains('_', StringComparison.Ordinal)
                && name.All(character =>
                    char.IsAsciiLetterLower(character) || character is '_' or '-' || char.IsAsciiDigit(character)
                )
            )
            {
                text = text.Remove(at, end + 1 - at);
            }
            else
            {
                at++;
            }
        }
        return text.Trim();
    }
}
