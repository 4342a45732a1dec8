namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Addressing;

/// <summary>The numbers of houses, behind the name of a street or before it.</summary>
internal sealed class HouseNumbers(FactScan scan, AddressWords names, Units units)
{
    private readonly SourceText text = scan.Text;

    /// <summary>The token after the house number that follows a street's name here; the place itself: none does.</summary>
    public int HouseNumber(int at, int end)
    {
        var i = at;
        // "Av. da Liberdade, n.º 110", "Rua Aurora, 455"
        var comma = text.IsSign(i, ",");
        i += comma ? 1 : 0;
        if (text.Is(i, "street.none") is var none and > 0)
        {
            return i + none;
        }

        var marks = i;
        while (text.Is(i, "street.number") is var mark and > 0)
        {
            i = text.SkipDot(i + mark);
            i += text.IsSign(i, ":") ? 1 : 0;
        }

        if (text.IsSign(i, "#"))
        {
            i++;
        }

        if (comma && i == marks && !text.Has("street.before") || scan.IsTaken(i))
        {
            return at;
        }

        // "Gg. Melati II/5"
        if (!comma && names.IsRoman(i) && text.IsSign(i + 1, "/") && text[i + 2].Kind == TokenKind.Digits)
        {
            return i + 3;
        }

        if (text[i].Kind != TokenKind.Digits || text[i].Text.Length > 5 || text[i].Text.StartsWith('0'))
        {
            return at;
        }

        var stop = NumberEnd(i, comma ? names.SegmentEnd(i) : Math.Max(end, names.SegmentEnd(i)), true);
        // A number behind a comma that belongs to what follows: a postcode, a floor, an amount.
        return
            comma
                && i == marks
                && (
                    stop < names.SegmentEnd(i)
                        && text.Is(stop, "address.unit") == 0
                        && text[stop].Kind == TokenKind.Word
                    || Postcodes.EndAt(text, i, names.SegmentEnd(i), scan.Region.Country) > 0
                    || units.OneUnit(i, names.SegmentEnd(i)) > i
                )
            || text.IsSign(stop, "%")
            || text.Of(stop, "currency.").Length > 0 && text[stop].Kind == TokenKind.Sign
            || text.IsSign(stop, ":") && text[stop + 1] is { Kind: TokenKind.Digits, IsSpaced: false }
            ? at
            : stop;
    }

    // "12", "3B", "12-14", "210/3/14", "14/A", "12 bis", "4 C", "15 B 23", "7 # 45-12", "3.200", Hungarian "44."
    public int NumberEnd(int at, int end, bool isBehind)
    {
        var stop = at + 1;
        if (text.IsSign(stop, ".") && text[stop + 1] is { Kind: TokenKind.Digits, IsSpaced: false, Text.Length: 3 })
        {
            stop += 2;
        }

        while (
            stop < Math.Min(end, at + AddressWords.LongestId)
            && (
                text[stop] is { IsSpaced: false, Kind: TokenKind.Word, Text.Length: 1 }
                || text[stop].Text is "-" or "/"
                    && (!text[stop].IsSpaced || text[stop + 1].Kind == TokenKind.Digits && isBehind)
                    && text[stop + 1] is { Kind: TokenKind.Digits or TokenKind.Word, Text.Length: < 5 } next
                    && (!next.IsSpaced || next.Kind == TokenKind.Digits)
                || text[stop - 1].Text is "-" or "/" && !text[stop].IsSpaced
                || text[stop - 1].Text is "-" or "/" or "#" && text[stop].Kind == TokenKind.Digits
                || text.Is(stop, "street.letter") > 0
                || isBehind
                    && scan.Region.Country == "CO"
                    && text.IsSign(stop, "#")
                    && text[stop + 1].Kind == TokenKind.Digits
                || isBehind
                    && text[stop] is { Kind: TokenKind.Word, Text.Length: 1 } letter
                    && !units.IsFlat(stop)
                    && (letter.IsCapital || letter.Text[0] is >= 'a' and <= 'g')
                    && (
                        stop + 1 >= end
                        || letter.IsCapital && text[stop + 1].Kind == TokenKind.Digits
                        || text.Is(stop + 1, "address.unit") > 0
                    )
                || isBehind
                    && text[stop].Kind == TokenKind.Digits
                    && text[stop - 1] is { Kind: TokenKind.Word, Text.Length: 1, IsCapital: true }
            )
        )
        {
            stop++;
        }

        if (isBehind && text.IsSign(stop, "&") && names.IsName(stop + 1) && stop + 2 == end)
        {
            return end;
        }

        return scan.Region.Country == "HU" && text.IsSign(stop, ".") && isBehind && !text[stop].IsSpaced
            ? stop + 1
            : stop;
    }

    // "57 km 12.5", ", km 204"
    public int Kilometre(int at, int end)
    {
        var i = text[at].Kind == TokenKind.Digits ? at + 1 : at;
        i += text.IsSign(i, ",") ? 1 : 0;
        return text[i].Text == "km" && text[text.SkipDot(i + 1)].Kind == TokenKind.Digits
            ? names.DigitsEnd(text.SkipDot(i + 1), Math.Max(end, i + 4))
            : at;
    }
}
