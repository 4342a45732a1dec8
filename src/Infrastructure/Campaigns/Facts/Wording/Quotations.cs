namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Wording;

/// <summary>What stands between quotation marks.</summary>
internal static class Quotations
{
    private static readonly Dictionary<char, char> Quotes = new()
    {
        ['"'] = '"',
        ['\u201C'] = '\u201D',
        ['\u201E'] = '\u201C',
        ['\u00AB'] = '\u00BB',
        ['\u300C'] = '\u300D',
        ['\u2018'] = '\u2019',
        ['\''] = '\'',
        ['\u300E'] = '\u300F',
        ['\u201D'] = '\u201D',
        ['\u2019'] = '\u2019',
    };

    public static bool Opens(SourceText text, int at) =>
        text[at].Kind == TokenKind.Sign && Quotes.ContainsKey(text.Text[text[at].Start]);

    /// <summary>The words between the next quotation marks.</summary>
    public static (int Start, int End)? Quoted(SourceText text, int from, int end)
    {
        for (var i = from; i < end; i++)
        {
            if (text[i].Kind == TokenKind.Sign && Quotes.TryGetValue(text.Text[text[i].Start], out var close))
            {
                var stop = i + 1;
                while (
                    stop < end
                    && !(
                        text[stop].Kind == TokenKind.Sign
                        && (text.Text[text[stop].Start] == close || text[stop].Text == text[i].Text)
                    )
                )
                {
                    stop++;
                }

                if (stop < end && stop > i + 1)
                {
                    return (i + 1, stop);
                }
            }
        }

        return null;
    }
}
