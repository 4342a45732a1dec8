namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Requested;

/// <summary>Pages and e-mails with a marker each, in one sentence, in several, or on lines of their own.</summary>
internal static class NumberedDeliverables
{
    private const int LongestLead = 14;
    private const int LongestName = 8;
    private const int LongestItem = 60;
    private const int MostItems = 30;

    /// <summary>A topic ends where the next begins, and the last as the others do.</summary>
    public static List<Deliverables.Item> Read(FactScan scan, int word, int length, string what, decimal? count)
    {
        var text = scan.Text;
        List<Marker> markers = [];
        if (First(scan, word, length, what, count is not null) is not { } first)
        {
            return [];
        }

        for (Marker? marker = first; marker is { } known && markers.Count < Math.Min(count ?? MostItems, MostItems); )
        {
            markers.Add(known);
            marker =
                Next(text, known, first.Style, markers.Count + 1, what, count is not null, isLoose: false)
                ?? Next(text, known, first.Style, markers.Count + 1, what, count is not null, isLoose: true);
        }

        if (markers.Count < 2)
        {
            return [];
        }

        var items = markers
            .Zip(markers.Skip(1), (one, next) => new Deliverables.Item(one.Start, next.Start, one.Topic))
            .ToList();
        items.Add(new Deliverables.Item(markers[^1].Start, EndOfLast(scan, markers), markers[^1].Topic));
        return items;
    }

    private static Marker? First(FactScan scan, int word, int length, string what, bool isCounted)
    {
        var text = scan.Text;
        // "First mail: ...", "1. Mail: ...", "E-mail 1: ..."
        for (var at = Math.Max(0, word - 3); at <= word; at++)
        {
            if (ItemMarkers.At(text, at, 1, what, isCounted) is { } own && own.Topic > word && own.Start <= word)
            {
                return own;
            }
        }

        // "(1) opt-in page (2) upsell page"
        for (var at = word - 1; at > Math.Max(0, word - LongestName) && !scan.Sentences.EndsAt(at); at--)
        {
            if (
                ItemMarkers.At(text, at, 1, what, isCounted) is { } before
                && before.Start == at
                && before.Topic <= word
                && before.Style.Close.Length > 0
            )
            {
                return before;
            }
        }

        for (var at = word + length; at < Math.Min(text.Count, word + length + LongestLead); at++)
        {
            if (ItemMarkers.At(text, at, 1, what, isCounted) is { } marker)
            {
                return marker;
            }

            if (Deliverables.What(text, at).What is not null || scan.Sentences.EndsAt(at) && !LeadsOn(text, at))
            {
                return null;
            }
        }

        return null;
    }

    // The list may be the next sentence, or stand on the next lines.
    private static bool LeadsOn(SourceText text, int at) =>
        text[at].Kind == TokenKind.Break || text[at].Text is "." or "!" or "?" or "\u3002" or "\u0964" or "\u06D4";

    private static Marker? Next(
        SourceText text,
        Marker last,
        MarkerStyle style,
        int number,
        string what,
        bool isCounted,
        bool isLoose
    )
    {
        // "1 hello 2 what to pack 3 see you": without any sign, where none stands better.
        for (var at = last.Topic + 1; at < Math.Min(text.Count, last.Topic + LongestItem); at++)
        {
            if (
                ItemMarkers.At(text, at, number, what, isCounted, isLoose) is { } marker
                && marker.Style.Kind == style.Kind
                && marker.Style.IsNamed == style.IsNamed
                && marker.Style.Close == style.Close
            )
            {
                return marker;
            }
        }

        return null;
    }

    private static int EndOfLast(FactScan scan, List<Marker> markers)
    {
        var text = scan.Text;
        var topic = markers[^1].Topic;
        if (StandsOnLine(text, markers[1].Start))
        {
            return Indexes.Of(topic, text.Count).FirstOrDefault(i => text[i].Kind == TokenKind.Break, text.Count);
        }

        var divider = text[markers[1].Start - 1] is { Kind: TokenKind.Sign } sign ? sign.Text : "";
        var isInside = markers
            .Zip(markers.Skip(1), (one, next) => (one.Topic, End: next.Start - 1))
            .Any(one => Indexes.Of(one.Topic, one.End).Any(i => text.IsSign(i, divider)));
        var depth = 0;
        var stop = topic;
        while (
            stop < text.Count
            && !scan.Sentences.EndsAt(stop)
            && !(
                depth == 0
                && (
                    text.IsSign(stop, ")")
                    || divider is "," or ";" or "/" or "|" or "+" && !isInside && text.IsSign(stop, divider)
                )
            )
            && !(text[stop].Text is ";" or "," or "+" && Deliverables.IsOther(scan, stop + 1))
            // Where words have no spaces, a space divides.
            && !(stop > topic && text[stop].IsSpaced && Scripts.HasNoSpaces(text[stop].Text[0]))
        )
        {
            depth +=
                text.IsSign(stop, "(") ? 1
                : text.IsSign(stop, ")") ? -1
                : 0;
            stop++;
        }

        return stop;
    }

    private static bool StandsOnLine(SourceText text, int at)
    {
        while (text[at - 1] is { Kind: TokenKind.Sign } sign && sign.Text[0] is '-' or '\u2022' or '*' or '\u00B7')
        {
            at--;
        }

        return text[at - 1].Kind == TokenKind.Break;
    }
}
